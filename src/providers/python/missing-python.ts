import { newestPython, oldestPython, type PythonSearch, type RejectedPython } from './find-python.ts';
import { pythonSetting } from './setting-names.ts';

const range = `${oldestPython.join('.')} to ${newestPython.join('.')}`;

/** Why no Python fits, in a sentence. */
export function noPython({ rejected }: PythonSearch): string {
  const first = best(rejected);
  if (first === undefined) {
    return `No Python was found. Training needs Python ${range}.`;
  }
  const { found, name } = first;
  switch (first.reason) {
    case 'old':
      return `${name} is Python ${found}, which is too old. Training needs Python ${range}.`;
    case 'new':
      return `${name} is Python ${found}, which is too new: PyTorch has no packages for it yet. Training needs Python ${range}.`;
    case 'venv':
      return `${name} is Python ${found}, but its module that makes environments (venv, ensurepip) is not installed.`;
    case 'bits':
      return `${name} is Python ${found} in 32 bits. PyTorch needs 64 bits.`;
    case 'implementation':
      return `${name} is Python ${found}, which is not the usual CPython (or is its free-threaded build). PyTorch and what goes with it have no packages for it.`;
    case 'broken':
      return `${name} can't be run: ${found}.`;
  }
}

/** What to do about it. */
export function getPython(search: PythonSearch, platform: NodeJS.Platform = process.platform): string {
  const first = best(search.rejected);
  if (first?.reason === 'venv' && platform === 'linux') {
    const version = /^3\.\d+/.exec(first.found)?.[0];
    return `Install it: on Debian and Ubuntu with "sudo apt install python3-venv"${version ? ` (or python${version}-venv)` : ''}. Or install uv, https://docs.astral.sh/uv, which needs no such module.`;
  }
  const uv = search.uv === undefined ? '' : 'Run "uv python install 3.12". Or ';
  return `${capital(`${uv}${howTo(platform)}`)} Or name one that is installed in ${pythonSetting}.`;
}

function howTo(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return 'install Python 3.12 with "winget install Python.Python.3.12", or from https://www.python.org/downloads.';
    case 'darwin':
      return 'install Python 3.12 with "brew install python@3.12", or from https://www.python.org/downloads.';
    default:
      return 'install Python: on Debian and Ubuntu with "sudo apt install python3 python3-venv", on Fedora with "sudo dnf install python3.12", elsewhere with uv (https://docs.astral.sh/uv).';
  }
}

/** The one that came nearest to fitting. */
function best(rejected: readonly RejectedPython[]): RejectedPython | undefined {
  const order: RejectedPython['reason'][] = ['venv', 'new', 'old', 'bits', 'implementation', 'broken'];
  return [...rejected].sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))[0];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
