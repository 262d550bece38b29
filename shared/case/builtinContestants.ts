/**
 * Contestants that stand beside the models, in the order in which they are offered: the list as shown, the order before
 * the rules, items by how often the log shows them, all orders with equal chances, the best order by the labels.
 */
export const builtinContestants = ['@logged', '@ranker', '@popularity', '@random', '@ideal'] as const;

export type BuiltinContestant = (typeof builtinContestants)[number];
