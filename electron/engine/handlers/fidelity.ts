import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { betweenModels } from '../fidelity/betweenModels';
import { modelFidelity, referenceRows } from '../fidelity/modelFidelity';
import { stageLinks } from '../fidelity/stageLinks';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { Session } from '../session/session';
import type { SessionModel } from '../session/sessionMeta';
import type { HandlersOf } from './handlerTable';

/** Whether files, logged scores, ranks and positions agree. */
export function fidelityHandlers(sessions: SessionRegistry): HandlersOf<'fidelity.model' | 'fidelity.between'> {
  return {
    'fidelity.model': async ({ session: id, model: name }, { signal, progress }) => {
      const { session, slices } = sessions.ready(id);
      const { model, record } = modelOf(session, name);
      const step = (text: string) => ({
        signal,
        progress: (done: number, total: number) => progress(done, total, text),
      });
      const score = await modelFidelity(session, slices, model, record, step(`comparing scores of ${name}`));
      const reference = await referenceRows(session, slices, signal);
      const links = await stageLinks(session, reference, step('comparing ranks and positions'));
      return { model: name, score, ...links };
    },
    'fidelity.between': async ({ session: id, a, b }, { signal, progress }) => {
      const { session } = sessions.ready(id);
      const control = { signal, progress: (done: number, total: number) => progress(done, total, 'comparing scores') };
      return betweenModels(session, scored(session, a), scored(session, b), control);
    },
  };
}

function modelOf(session: Session, name: string): { model: ResolvedModel; record: SessionModel } {
  const model = session.case.models.find((each) => each.name === name);
  const record = session.models.find((each) => each.name === name);
  if (model && record) return { model, record };
  throw new RankscopeError({ code: 'not_found', message: `There is no model "${name}" in this case.` });
}

function scored(session: Session, name: string): SessionModel {
  const { record } = modelOf(session, name);
  if (record.state === 'ready') return record;
  const message = `Model "${name}" cannot be compared: ${record.reason ?? 'it has no scores'}`;
  throw new RankscopeError({ code: 'input', message });
}
