type Variables = Readonly<Record<string, string | undefined>>;

/** What would lead our Python, pip or uv somewhere else than into the environment that it is run for. */
const misleading = new Set([
  'PYTHONHOME',
  'PYTHONPATH',
  'PYTHONSTARTUP',
  'PYTHONEXECUTABLE',
  '__PYVENV_LAUNCHER__',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'PIP_CONSTRAINT',
  'PIP_DRY_RUN',
  'PIP_NO_BINARY',
  'PIP_PREFIX',
  'PIP_PYTHON',
  'PIP_REQUIREMENT',
  'PIP_REQUIRE_VIRTUALENV',
  'PIP_ROOT',
  'PIP_TARGET',
  'PIP_USER',
  'UV_CONSTRAINT',
  'UV_NO_BINARY',
  'UV_OVERRIDE',
  'UV_PROJECT_ENVIRONMENT',
  'UV_PYTHON',
  'UV_SYSTEM_PYTHON',
  // The editor's own: a child that is a Node.js program would behave as another.
  'ELECTRON_RUN_AS_NODE',
]);

/** The variables that Python and its installers are run with: the user's, less what would lead them astray. */
export function pythonVariables(env: Variables): Record<string, string> {
  return {
    ...keep(env, (name) => !misleading.has(name.toUpperCase())),
    PYTHONNOUSERSITE: '1',
    PYTHONUTF8: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
  };
}

/** Words in the name of a variable that holds a key. */
const secret =
  /(^|_)(API_?KEY|ACCESS_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|CREDENTIALS?|AUTH|COOKIE|PAT)(_|$|S$)/i;

/** Without anything that looks like a key: what a training run has no use for, it can't give away. */
export function withoutSecrets(env: Record<string, string>): Record<string, string> {
  // Where a file with a key lies is no key.
  return keep(env, (name) => !secret.test(name) || /_(FILE|PATH|DIR|FOLDER|SOCK)$/i.test(name));
}

function keep(env: Variables, wanted: (name: string) => boolean): Record<string, string> {
  const entries = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && wanted(entry[0]),
  );
  return Object.fromEntries(entries);
}
