import { describe, expectTypeOf, it } from 'vitest';
import type { CallOptions } from '../../../shared/wire/calls';
import type { CallContext } from '../../../shared/wire/serving';
import type { Client, Handlers } from '../../../shared/wire/typed';

interface Contract {
  'app.info': { params: Record<string, never>; result: { version: string } };
  'slice.count': { params: { slice: string }; result: { rows: number } };
}
interface Events {
  'engine.state': { state: 'ready' | 'busy' };
}

describe('the typed client and handlers', () => {
  it('derive params, results and payloads from the contract', () => {
    const count = (client: Client<Contract, Events>) => client.call('slice.count', { slice: 'x' });
    expectTypeOf(count).returns.resolves.toEqualTypeOf<{ rows: number }>();
    expectTypeOf<Parameters<Client<Contract, Events>['call']>[2]>().toEqualTypeOf<CallOptions | undefined>();
    const listen = (client: Client<Contract, Events>) =>
      client.on('engine.state', ({ state }) => expectTypeOf(state).toEqualTypeOf<'ready' | 'busy'>());
    expectTypeOf(listen).returns.toEqualTypeOf<() => void>();
    expectTypeOf<Handlers<Contract>['slice.count']>().toEqualTypeOf<
      (params: { slice: string }, context: CallContext) => Promise<{ rows: number }>
    >();
  });

  it('refuse what the contract does not hold', () => {
    const wrong = (client: Client<Contract, Events>) => {
      // @ts-expect-error no such method
      void client.call('slice.drop', {});
      // @ts-expect-error params of another method
      void client.call('slice.count', {});
      // @ts-expect-error no such event
      client.on('engine.gone', () => undefined);
    };
    expectTypeOf(wrong).toBeFunction();
    expectTypeOf<{ 'app.info': Handlers<Contract>['app.info'] }>().not.toExtend<Handlers<Contract>>();
  });
});
