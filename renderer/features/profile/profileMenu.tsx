import type { ColumnProfile } from '../../../shared/slices/profileSchemas';
import { PanelMenu } from '../../ui/panel/panelMenu';
import { pictureActions } from '../../ui/pictureActions';
import { svgPicture, svgText } from '../../ui/svgPicture';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { profileNumbers } from './profileNumbers';

interface ProfileMenuProps {
  profile: ColumnProfile;
  /** Where the histogram is drawn. */
  panel: { current: HTMLElement | null };
}

/** What can be done with a profile: its queries, its histogram as a picture, its numbers. */
export function ProfileMenu({ profile, panel }: ProfileMenuProps) {
  const { table, column, histogram, queries } = profile;
  const name = `${table}-${column}`;
  const numbers = usePageTableActions({ table: () => profileNumbers(profile), name, what: 'the profile' });
  const make = async (format: 'png' | 'svg') => {
    const svg = panel.current?.querySelector<SVGSVGElement>('svg[role="img"]');
    if (!svg) throw new Error('The histogram is not drawn yet.');
    return svgPicture(svgText(svg), format);
  };
  const note = queries.length > 1 ? `${queries.length} queries are behind the profile.` : undefined;
  return (
    <PanelMenu
      title="the profile"
      actions={[...(histogram ? pictureActions(make, name) : []), ...numbers]}
      queries={{ note, load: async () => queries }}
    />
  );
}
