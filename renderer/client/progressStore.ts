import { create } from 'zustand';
import type { Progress } from '../../shared/wire/progressThrottle';

/** Progress of the calls under way, by the hash of their query. */
export const useProgressStore = create<Record<string, Progress | undefined>>(() => ({}));

export function setProgress(hash: string, progress: Progress | undefined): void {
  useProgressStore.setState({ [hash]: progress });
}
