import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { connectEngine } from './client/connectEngine';

createRoot(document.getElementById('root')!).render(<App engine={connectEngine()} />);
