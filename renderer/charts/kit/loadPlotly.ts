let loading: Promise<typeof import('./plotlyBundle').Plotly> | undefined;

/** The drawing library, fetched when the first chart asks for it. A fetch that failed is tried again. */
export function loadPlotly() {
  loading ??= import('./plotlyBundle').then(
    ({ Plotly }) => Plotly,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
