/** Colors of categories that are no contestants, 3:1 or more on the surfaces of both themes. */
export const categoryColors = [
  '#6673d9',
  '#b0761f',
  '#2e8f8f',
  '#b0589a',
  '#6b8a2e',
  '#a8664e',
  '#4e87b8',
  '#7a8291',
] as const;

/** What is not split. */
export const plainColor = categoryColors[0];
