import type { RequestSet } from '../../../electron/engine/compare/requestSet';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { caseFolder, opened } from '../session/caseFolder';

/** Three lists with odd column names, a feature, users, a version and a slice of the case. */
export const sliceFiles = {
  'log.csv': `qid,doc,pos,served,who,clicked,device,"say ""hi""",שלום,price,build
q1,a,1,2026-07-01T10:00:00Z,u1,1,web,x,1,10,v1
q1,b,2,2026-07-01T10:00:00Z,u1,0,web,y,2,20,v1
q2,a,1,2026-07-02T10:00:00Z,u2,0,app,x,3,10.5,v1
q2,c,2,2026-07-02T10:00:00Z,u2,1,,x,4,,v2
q3,d,1,2026-07-03T10:00:00Z,u1,0,app,z,5,40,v2
`,
  'case.yaml': `rankscope: 1
name: Three lists
log:
  path: log.csv
  columns: { request: qid, item: doc, position: pos, time: served, user: who, click: clicked }
  versions: { model: build }
  context: [device, 'say "hi"', "שלום"]
features: [price]
label: click
slices:
  - { name: On the web, where: "device = 'web'" }
  - { name: Broken, where: "devise = 'web'" }
`,
};

/** Opens that case. Items are added as a later build would leave them. */
export async function openSlices(options: { memory?: boolean } = {}) {
  const { folder, cacheDir } = caseFolder(sliceFiles);
  const { session } = await opened({ path: folder, cacheDir, memory: options.memory ?? true });
  await session.db.run({
    text: "CREATE TABLE items AS FROM (VALUES ('a', 5.0, 'red'), ('b', 7.0, 'red'), ('c', NULL, 'it''s'), ('a', 9.0, 'twin')) t(item_id, price, color)",
  });
  return { session, slices: new SessionSlices(session), folder, cacheDir };
}

/** Rows and request indexes of a set, for comparison. */
export function chosen(set: RequestSet): [rows: number, requests: number[]] {
  return [set.rows, set.indexes === null ? [...Array(set.total).keys()] : [...set.indexes]];
}
