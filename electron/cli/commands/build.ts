import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';

/** `rankscope build`: builds or refreshes the session and says what is in it. */
export async function buildCommand(
  casePath: string,
  options: GlobalOptions & { output?: string },
  terminal: Terminal,
): Promise<void> {
  const started = process.hrtime.bigint();
  await withCase(casePath, options, terminal, async ({ info, rebuilt }) => {
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (options.json) {
      const { rows, requests, refusedRows, excludedRows, inputs, warnings, models, checks } = info;
      terminal.out(
        `${JSON.stringify({
          version: 1,
          case: info.name,
          inputs,
          seed: options.seed ?? 0,
          definitions: {},
          warnings,
          session: info.sessionFile,
          rebuilt,
          rows,
          requests,
          refusedRows,
          excludedRows,
          models: models.map(({ name, kind, state, reason, scoredRows, missingRows, extraRows }) => ({
            name,
            kind,
            state,
            reason,
            scoredRows,
            missingRows,
            extraRows,
          })),
          checks,
          seconds,
        })}\n`,
      );
      return;
    }
    terminal.out(buildText(info, rebuilt, seconds));
  });
}

function buildText(
  info: Parameters<Parameters<typeof withCase>[3]>[0]['info'],
  rebuilt: boolean,
  seconds: number,
): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const lines = [
    `${info.name}: ${count(info.rows)} rows in ${count(info.requests)} requests, ${rebuilt ? `built in ${seconds.toFixed(1)} s` : 'unchanged since the last build'}`,
    `session  ${info.sessionFile}`,
  ];
  if (info.refusedRows > 0)
    lines.push(`refused  ${count(info.refusedRows)} rows (kept in refused_rows with file, line and reason)`);
  if (info.excludedRows > 0) lines.push(`excluded ${count(info.excludedRows)} rows by log.where`);
  for (const model of info.models) {
    const scored =
      model.state === 'ready' ? `${count(model.scoredRows ?? 0)} rows scored` : `${model.state}: ${model.reason ?? ''}`;
    const gaps = [
      model.missingRows ? `${count(model.missingRows)} rows without a score` : '',
      model.extraRows ? `${count(model.extraRows)} rows that the log lacks` : '',
    ].filter(Boolean);
    lines.push(`model    ${model.name} (${model.kind}): ${[scored, ...gaps].join(', ')}`);
  }
  for (const check of info.checks) lines.push(`${check.severity.padEnd(8)} ${check.title} (${count(check.count)})`);
  for (const warning of info.warnings) lines.push(`note     ${warning}`);
  return `${lines.join('\n')}\n`;
}
