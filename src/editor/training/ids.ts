/** Names that package.json knows, too. */

export const runsViewId = 'tuneset.runs';

/** The kind of panel that VS Code brings back after a reload. */
export const monitorType = 'tuneset.monitor';
