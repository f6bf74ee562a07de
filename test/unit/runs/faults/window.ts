import { RunService } from '../../../../src/runs/service.ts';
import { FakeProvider } from '../support/fake-provider.ts';
import { hasty, planAt, prepare } from '../support/samples.ts';

/** A window in a process of its own: it starts a run, says its id, and follows it until it is ended. */
const [root, remote] = process.argv.slice(2) as [string, string];
const service = new RunService({
  root,
  providers: new Map([['trl', new FakeProvider(remote)]]),
  log: () => {},
  timing: hasty,
});
await service.open();
const id = await service.start(planAt(root), await prepare(root), { overridden: [], estimate: undefined });
service.onChange(() => process.stdout.write(`${service.get(id)!.followed} ${service.get(id)!.step}\n`));
process.stdout.write(`id ${id}\n`);
