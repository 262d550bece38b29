import type { EngineReport } from '../../../shared/host/engineControl';
import type { EngineDeps } from '../engineDeps';
import { readSettings } from './engineSettings';
import { hostChannel, onRelayMessage } from './hostChannel';
import type { HostedEngine } from './hostedEngine';
import { PortHost } from './portHost';
import { RelayHost } from './relayHost';

const exitLimitMs = 2_500;

/** The life of an engine process: from the host's settings to `shutdown`, the host's end, or a fault. */
export function runEngine(createEngine: (deps: EngineDeps) => HostedEngine): void {
  const channel = hostChannel(process);
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const report = (each: EngineReport) => {
    if (channel.kind === 'desktop') channel.port.postMessage(each);
  };
  const fail = (thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    log(`fatal: ${thrown instanceof Error ? thrown.stack : reason}`);
    // The reason must have left before the process ends; a host that does not read must not hold it.
    setTimeout(() => process.exit(1), 500);
    if (channel.kind === 'relay') channel.send({ type: 'fatal', reason }, () => process.exit(1));
    else report({ type: 'fatal', reason });
  };
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);
  const onOpened = (file: string) => report({ type: 'opened', file });
  const onClosed = (file: string) => {
    if (channel.kind === 'relay') channel.send({ type: 'closed', file });
  };
  const engine = createEngine({ ...readSettings(process.argv), onOpened, onClosed, onFatal: fail });
  const leave = once(() => closeAndExit(engine, fail));
  // A Ctrl+C in a terminal reaches the whole group; the host decides what it means.
  process.on('SIGINT', () => undefined);
  // A limit on the size of files is then an error of the write, as a full disk is, and not the end of the process.
  process.on('SIGXFSZ', () => undefined);
  process.on('SIGTERM', leave);
  process.on('SIGHUP', leave);
  process.on('disconnect', leave);
  if (channel.kind === 'desktop') {
    const host = new PortHost(engine, report, log);
    channel.port.on('message', (event) => (event.data.type === 'shutdown' ? leave() : host.receive(event)));
    return;
  }
  const host = new RelayHost(engine, channel.send, log);
  onRelayMessage(process, (message) => (message.type === 'shutdown' ? leave() : host.receive(message)));
  channel.send({ type: 'ready' });
}

function closeAndExit(engine: HostedEngine, fail: (thrown: unknown) => void): void {
  setTimeout(() => process.exit(1), exitLimitMs);
  engine.close().then(() => process.exit(0), fail);
}

function once(task: () => void): () => void {
  let done = false;
  return () => {
    if (!done) task();
    done = true;
  };
}
