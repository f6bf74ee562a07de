/**
 * Stands in for `python/train.py` where it is the process that counts and not the training: takes the attempt, touches
 * its claim, tells steps, saves at SIGTERM. The words of `baseModel` say what it does otherwise.
 */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const spec = JSON.parse(fs.readFileSync(String(process.argv[2]), 'utf8'));
const words = spec.baseModel.split(' ');
/** @param {string} word */
const does = (word) => words.includes(word);
const claim = path.join(spec.attemptFolder, 'driver.json');
let n = 0;

/** @param {object} fields */
function tell(fields) {
  const event = JSON.stringify({ n: ++n, time: new Date().toISOString(), ...fields });
  fs.writeSync(1, `@@FT:${spec.token} ${event}\n`);
}

function take() {
  let file;
  try {
    file = fs.openSync(claim, 'wx');
  } catch {
    console.error('This attempt was started before.');
    process.exit(75);
  }
  fs.writeSync(file, JSON.stringify({ pid: process.pid, started: new Date().toISOString() }));
  fs.closeSync(file);
}

/** @param {number} step */
function save(step) {
  const folder = `output/checkpoint-${step}`;
  fs.mkdirSync(folder, { recursive: true });
  for (const file of ['adapter_model.safetensors', 'optimizer.pt', 'scheduler.pt']) {
    fs.writeFileSync(path.join(folder, file), '');
  }
  fs.writeFileSync(path.join(folder, 'trainer_state.json'), '{}');
  if (!does('silent-checkpoint')) {
    tell({ type: 'checkpoint', step, path: folder });
  }
}

/** @param {string} state */
function end(state, code = 0) {
  tell({ type: 'state', state });
  if (does('lingers')) {
    console.log('said after the end');
    setTimeout(() => process.exit(code), 1000);
  } else {
    process.exit(code);
  }
}

function main() {
  if (does('unable')) {
    console.error('ModuleNotFoundError: No module named "trl"');
    process.exit(1);
  }
  if (does('hangs')) {
    fs.writeFileSync('hanging', String(process.pid));
    setInterval(() => {}, 1000);
    return;
  }
  take();
  if (!does('silent')) {
    setInterval(() => fs.utimesSync(claim, new Date(), new Date()), 50);
  }
  if (does('parent')) {
    const child = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
    const pids = [1, 2].map(() => spawn(process.execPath, ['-e', child], { stdio: 'ignore' }).pid);
    fs.writeFileSync('children', pids.join(' '));
  }
  let step = 0;
  process.on('SIGTERM', () => {
    if (!does('deaf')) {
      save(step);
      end('cancelled');
    }
  });
  tell({ type: 'state', state: 'running' });
  if (does('variables')) {
    fs.writeFileSync('variables.json', JSON.stringify(process.env));
  }
  const steps = does('endless') ? Number.POSITIVE_INFINITY : 20;
  setInterval(
    () => {
      step++;
      console.log(`step ${step}`);
      tell({ type: 'metric', step, values: { loss: 1 / step } });
      if (step % 5 === 0) {
        save(step);
      }
      if (does('dies') && step === 7) {
        console.error('torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20 GiB');
        process.exit(1);
      }
      if (does('dies-early') && step === 2) {
        process.stdout.write(
          `Traceback (most recent call last):\n  File "x.py"\nKeyError: 1\n@@FT:${spec.token} {"n":`,
        );
        process.exit(3);
      }
      if (step === steps) {
        tell({ type: 'state', state: 'saving' });
        end('succeeded');
      }
    },
    does('slow') ? 50 : 5,
  );
}

main();
