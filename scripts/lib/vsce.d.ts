// @vscode/vsce ships no types of its own. This is the part that scripts/package.ts uses.
declare module '@vscode/vsce' {
  export function createVSIX(options: {
    cwd: string;
    packagePath: string;
    dependencies: boolean;
    allowMissingRepository: boolean;
  }): Promise<void>;
}
