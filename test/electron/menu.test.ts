import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { menuTemplate } from '../../electron/main/menuTemplate';
import { buildDesktop, type Running, runMain } from './runMain';

let running: Running;

beforeAll(buildDesktop);
beforeEach(async () => {
  running = runMain();
  await running.fake.ready();
});
afterEach(() => running.stop());

type Items = MenuItemConstructorOptions[];

const menu = () => running.fake.calls.filter(({ name }) => name === 'setApplicationMenu').at(-1)?.args[0] as Items;
const page = () => running.fake.windows[0]!.webContents;
const sent = (channel: string) => page().sent.filter((each) => each.channel === channel);

/** The item of the menu with this label, wherever it stands. */
function itemOf(label: string, items: Items = menu()): MenuItemConstructorOptions {
  const all = items.flatMap((each) => [each, ...((each.submenu as Items | undefined) ?? [])]);
  const deep = all.flatMap((each) => [each, ...((each.submenu as Items | undefined) ?? [])]);
  const found = deep.find((each) => each.label === label);
  if (!found) throw new Error(`no item ${label}: ${deep.map((each) => each.label ?? each.role).join(', ')}`);
  return found;
}

function click(label: string): void {
  const { click: run } = itemOf(label);
  (run as (() => void) | undefined)?.();
}

function makeCase(name: string): string {
  const folder = path.join(running.folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'case.yaml'), '');
  return folder;
}

const recentLabels = () => (itemOf('Open Recent').submenu as Items).map(({ label }) => label);
const opened = (file: string) => running.fake.children.at(-1)?.emit('message', { type: 'opened', file });

describe('menu of the desktop host', () => {
  it.each([
    ['Undo', 'undo'],
    ['Redo', 'redo'],
    ['Command Palette…', 'palette'],
    ['Keyboard Shortcuts', 'shortcuts'],
    ['Export…', 'export'],
  ])('sends %s to the page in front', (label, command) => {
    click(label);
    expect(sent('rankscope:command').map(({ payload }) => payload)).toEqual([command]);
  });

  it('has the roles of every platform, and quit where the system has no menu of the app', () => {
    const actions = {} as Parameters<typeof menuTemplate>[0];
    const roles = (mac: boolean) =>
      JSON.stringify(menuTemplate(actions, { mac, devTools: false, recent: [] })).match(/(?<="role":")\w+/g) ?? [];
    const shared = ['close', 'cut', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'windowMenu', 'help'];
    expect(roles(true)).toEqual(expect.arrayContaining(['appMenu', ...shared]));
    expect(roles(true)).not.toContain('quit');
    expect(roles(false)).toEqual(expect.arrayContaining(['quit', 'about', ...shared]));
    expect(roles(false)).not.toContain('appMenu');
    expect(roles(true)).not.toContain('toggleDevTools');
  });

  it('gives no key twice', () => {
    const keys = JSON.stringify(menu()).match(/(?<="accelerator":")[^"]+/g) ?? [];
    expect(keys.length).toBeGreaterThan(5);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('opens a second window beside the first, with the same guards', () => {
    running.fake.windows[0]!.bounds = { x: 100, y: 50, width: 1000, height: 700 };
    click('New Window');
    const [first, second] = running.fake.windows;
    expect(second?.options).toMatchObject({ x: 128, y: 78, width: 1000, height: 700 });
    expect(second?.options.webPreferences).toEqual(first?.options.webPreferences);
    expect([...second!.webContents.handlers.keys()]).toEqual([...first!.webContents.handlers.keys()]);
  });

  it('puts versions and the state of the engine on the clipboard, and no case', async () => {
    opened(makeCase('secret project'));
    running.fake.children[0]?.emit('message', { type: 'fatal', reason: 'The database failed.' });
    running.fake.children[0]?.emit('exit', 1);
    click('Copy Diagnostics');
    const text = running.fake.calls.at(-1)?.args[0] as string;
    expect(text).toMatch(/^Rankscope \d+\.\d+\.\d+/);
    expect(text).toContain('Engine restarting (The database failed.)');
    expect(text).toContain(`Logs ${path.join(running.folder, 'logs')}`);
    expect(text).not.toContain('secret project');
  });

  it('shows the folder of the log files', () => {
    click('Show Log Files');
    expect(running.fake.calls.at(-1)).toMatchObject({
      name: 'shell.openPath',
      args: [path.join(running.folder, 'logs')],
    });
  });
});

describe('cases that were opened before', () => {
  it('stand in the menu, the latest first, and are known to the system', () => {
    expect(recentLabels()).toEqual(['Nothing opened yet']);
    const [a, b] = [makeCase('a & b'), makeCase('b')];
    for (const file of [a, b, path.join(a, 'case.yaml')]) opened(file);
    expect(recentLabels().slice(0, 2)).toEqual([`a && b  (${running.folder})`, `b  (${running.folder})`]);
    expect(recentLabels()).toHaveLength(4);
    const told = running.fake.calls.filter(({ name }) => name === 'app.addRecentDocument').map(({ args }) => args[0]);
    expect(told).toEqual([a, b, path.join(a, 'case.yaml')]);
  });

  it('are opened by a token', () => {
    const folder = makeCase('again');
    opened(folder);
    click(`again  (${running.folder})`);
    const { token } = sent('rankscope:open').at(-1)!.payload as { token: string };
    expect(running.fake.children[0]?.messages.at(-1)?.message).toEqual({ type: 'grant', token, path: folder });
  });

  it('are forgotten when they are gone, and all at once when asked', () => {
    const [a, b] = [makeCase('a'), makeCase('b')];
    for (const file of [a, b]) opened(file);
    rmSync(a, { recursive: true });
    opened(b);
    expect(recentLabels()).not.toContain(`a  (${running.folder})`);
    click('Clear Menu');
    expect(recentLabels()).toEqual(['Nothing opened yet']);
    expect(running.fake.names()).toContain('app.clearRecentDocuments');
  });

  it('survive the app and may be opened again by their path', async () => {
    const folder = makeCase('kept');
    opened(folder);
    const file = path.join(running.folder, 'userData/preferences.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ recent: [folder] });
    const former = readFileSync(file);
    running.stop();
    running = runMain();
    mkdirSync(path.join(running.folder, 'userData'), { recursive: true });
    writeFileSync(path.join(running.folder, 'userData/preferences.json'), former);
    await running.fake.ready();
    expect(recentLabels()[0]).toContain('kept');
    const grants = running.fake.children[0]?.messages.map(({ message }) => message);
    expect(grants).toEqual([{ type: 'grant', token: expect.any(String), path: folder }]);
  });

  it.each(['', 'null', '[1]', '{"recent": 7, "window": "x", "lastFolder": {}}', '{"recent": [1, "relative", null]}'])(
    'are none where the file holds %j',
    async (text) => {
      running.stop();
      running = runMain();
      mkdirSync(path.join(running.folder, 'userData'), { recursive: true });
      writeFileSync(path.join(running.folder, 'userData/preferences.json'), text);
      await running.fake.ready();
      expect(recentLabels()).toEqual(['Nothing opened yet']);
      opened(makeCase('new'));
      expect(recentLabels()[0]).toContain('new');
    },
  );

  it('cost nothing but themselves when their file cannot be written', () => {
    rmSync(path.join(running.folder, 'userData'), { recursive: true, force: true });
    writeFileSync(path.join(running.folder, 'userData'), 'a file where the folder should be');
    expect(() => opened(makeCase('lost'))).not.toThrow();
    expect(recentLabels()).toEqual(['Nothing opened yet']);
  });
});

describe('exports of the desktop host', () => {
  const save = (value: unknown) => page().invoke('rankscope:save-export', value);
  const last = () => running.fake.children[0]?.messages.at(-1)?.message;

  it('go where the person wants them', async () => {
    const target = path.join(running.folder, 'rows.csv');
    running.fake.dialogs.save.push(target);
    const saved = save({ token: 't', name: '../../rows.csv' });
    await vi.waitFor(() => expect(last()).toMatchObject({ type: 'save', token: 't', target }));
    const dialog = running.fake.calls.find(({ name }) => name === 'showSaveDialog');
    expect(dialog?.args[0]).toMatchObject({ defaultPath: 'rows.csv' });
    running.fake.children[0]?.emit('message', { type: 'saved', id: (last() as { id: number }).id, error: null });
    expect(await saved).toBe('rows.csv');
  });

  it('stay where they are when the dialog is dismissed or the call is none', async () => {
    expect(await save({ token: 't', name: 'rows.csv' })).toBeNull();
    for (const value of [null, 7, {}, { token: 1, name: 'x' }, { token: 't' }]) expect(await save(value)).toBeNull();
    expect(last()).toBeUndefined();
  });

  it('say why they were not saved', async () => {
    running.fake.dialogs.save.push('/full/rows.csv', '/gone/rows.csv');
    const full = save({ token: 't', name: 'rows.csv' });
    await vi.waitFor(() => expect(last()).toMatchObject({ type: 'save' }));
    running.fake.children[0]?.emit('message', { type: 'saved', id: 1, error: 'There is no space left.' });
    await expect(full).rejects.toThrow('There is no space left.');
    const gone = save({ token: 't', name: 'rows.csv' });
    await vi.waitFor(() => expect(last()).toMatchObject({ id: 2 }));
    running.fake.children[0]?.emit('exit', 133);
    await expect(gone).rejects.toThrow('The engine ended before the file was saved.');
  });
});

it('the log of the desktop host is written at once', () => {
  running.fake.windows[0]?.webContents.emit('unresponsive');
  const file = path.join(running.folder, 'logs/main.log');
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT\S+ page: does not respond$/m);
});
