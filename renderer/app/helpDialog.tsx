import { Kbd, Modal, Switch } from '@mantine/core';
import { usePreferences } from '../state/preferences';
import classes from './helpDialog.module.css';
import { shortcutGroups, singleKeyTexts } from './shortcuts';
import { useHelp } from './useHelp';

/** The list of shortcuts, on `?`. */
export function HelpDialog() {
  const open = useHelp((state) => state.open);
  const { singleKeys, setSingleKeys } = usePreferences();
  return (
    <Modal
      opened={open}
      onClose={() => useHelp.setState({ open: false })}
      title="Keyboard shortcuts"
      size={720}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.groups}>
        {shortcutGroups().map(({ title, shortcuts }) => (
          <section key={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.list}>
              {shortcuts.map(({ keys, what }) => (
                <div key={what} className={classes.entry}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        size="xs"
        label={`Shortcuts of a single key (${singleKeyTexts().join(', ')})`}
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
