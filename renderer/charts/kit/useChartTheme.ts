import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { type ChartTheme, readChartTheme } from './chartTheme';

/** The tokens of the page's theme; a new object when the theme changes. */
export function useChartTheme(): ChartTheme {
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens change with the scheme.
  return useMemo(() => readChartTheme(document.documentElement), [scheme]);
}
