/** What messages call the settings, in the editor and in a terminal. */
export const pythonSetting = 'the setting "tuneset.training.python" (in a terminal: TUNESET_PYTHON)';
export const environmentSetting =
  'the setting "tuneset.training.environment" (in a terminal: TUNESET_TRAINING_ENVIRONMENT)';
