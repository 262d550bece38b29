import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../renderer/app/app';
import { createCannedEngine } from './cannedEngine';
import { Gallery } from './gallery';
import { readScenario } from './scenario';

// The window over canned answers: every state can be looked at by its address, ?scenario=error#/compare.
const engine = createCannedEngine(readScenario(location.search));
const isGallery = new URLSearchParams(location.search).get('scenario') === 'gallery';
createRoot(document.getElementById('root')!).render(isGallery ? <Gallery engine={engine} /> : <App engine={engine} />);
