import { setTimeout as delay } from 'node:timers/promises';
import type { Seen } from '../../../../src/providers/observation.ts';
import { RunService } from '../../../../src/runs/service.ts';
import { type Death, dyingDisk } from '../support/dying-disk.ts';
import { FakeProvider } from '../support/fake-provider.ts';
import { hasty, planAt, prepare, story } from '../support/samples.ts';

/**
 * The life of a process that trains: it takes up what is left over, starts a run, follows it, resumes it and follows it
 * to its end. It is run in a process of its own, and kills that where it is told to.
 */
export interface Life {
  readonly root: string;
  readonly remote: string;
  /** The call to the disk, from 1, at which it dies. */
  readonly at: number;
  readonly death: Death;
  /** Whether the provider can tell if a job was started. */
  readonly tells: boolean;
}

export function script({ attempt }: { readonly attempt: number }): readonly Seen[] {
  return attempt === 1 ? story(12, 'interrupted') : story(14, 'succeeded', 10);
}

const isMain = process.argv[1] === import.meta.filename;

if (isMain) {
  await live(JSON.parse(process.argv[2]!) as Life);
}

async function live({ root, remote, at, death, tells }: Life): Promise<void> {
  process.stdout.write('alive\n');
  const { disk, calls } = dyingDisk(at, death, () => process.kill(process.pid, 'SIGKILL'));
  const provider = new FakeProvider(remote, { script, tells, disk });
  const service = new RunService({
    root,
    providers: new Map([['trl', provider]]),
    log: () => {},
    timing: hasty,
    disk,
  });
  await service.open();
  const id = await service.start(planAt(root), await prepare(root), { overridden: [], estimate: undefined });
  await over(service, id);
  await service.resume(id);
  await over(service, id);
  await service.close();
  process.stdout.write(`${calls()}\n`);
}

async function over(service: RunService, id: string): Promise<void> {
  while (service.get(id)!.followed === 'here') {
    await delay(1);
  }
}
