/** What each session table holds, for people who look at it (case-format.md "Session tables"). */
const notes: [pattern: RegExp, title: string, description: string][] = [
  [/^impressions$/, 'Impressions', 'One row per item of a request, as logged.'],
  [/^requests$/, 'Requests', 'One row per ranked list, with the facts that are constant inside it.'],
  [/^features_logged$/, 'Logged features', 'The feature values that serving wrote, by row_id.'],
  [/^features_recomputed$/, 'Recomputed features', 'The same features computed offline, by row_id.'],
  [/^judgments$/, 'Judgments', 'Graded request and item pairs, also of items outside the log.'],
  [/^scores_\d+$/, 'Scores', "One model's score per row of its list; null is last."],
  [/^scores_\d+_\d+$/, 'Objective', 'The score of one objective of a model per row; null where it has none.'],
  [/^quantiles_\d+_\d+$/, 'Quantiles', 'The share of training predictions at or below an objective, per row of it.'],
  [/^models$/, 'Models', 'The models of the case and how scoring them went.'],
  [/^items$/, 'Items', 'Facts of items.'],
  [/^users$/, 'Users', 'Facts of users.'],
  [/^embeddings$/, 'Embeddings', 'The embeddings of the case; embedding_<n> holds the vectors of number n.'],
  [/^embedding_\d+$/, 'Embedding', 'One vector per id, as FLOAT of one length; cosine needs no unit length.'],
  [/^catalog$/, 'Catalog', 'Ids of the eligible items, as the SELECT of the case gives them.'],
  [/^item_events$/, 'Training events', 'Events of each item in training, for novelty.'],
  [/^selection_\d+$/, 'Selection', 'Ids that were selected and named; predicates say selections.<name>.'],
  [/^refused_rows$/, 'Refused rows', 'Rows that could not be read, with file, line and reason.'],
  [/^checks$/, 'Checks', 'What the contract checks found.'],
  [/^meta$/, 'Meta', 'Format version, fingerprints and settings of this session.'],
];

/** Order, title and description of a session table; unknown tables come last under their own name. */
export function tableNote(name: string): { rank: number; title: string; description: string } {
  const rank = notes.findIndex(([pattern]) => pattern.test(name));
  if (rank < 0) return { rank: notes.length, title: name, description: '' };
  const [, title, description] = notes[rank]!;
  return { rank, title, description };
}
