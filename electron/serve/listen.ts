import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RankscopeError } from '../../shared/wire/errors';

/**
 * Binds a server to this machine only, and resolves with the port it got.
 * @throws RankscopeError `usage` when the port is taken or not allowed.
 */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((cause: unknown) => {
    throw new RankscopeError(portError(port, cause), { cause });
  });
  return (server.address() as AddressInfo).port;
}

function portError(port: number, cause: unknown) {
  const code = (cause as NodeJS.ErrnoException).code;
  const why =
    code === 'EADDRINUSE' ? 'is taken by another program' : code === 'EACCES' ? 'is not allowed' : `failed: ${code}`;
  return {
    code: 'usage' as const,
    message: `Port ${port} ${why}.`,
    hint: 'Choose another with --port, or leave it out to take any free one.',
  };
}
