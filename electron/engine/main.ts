import { createEngine } from './createEngine';
import { runEngine } from './host/runEngine';
import { runWorkerRole } from './workers/entry';

// One bundle, three lives: a worker of the engine, the desktop's utility process, the browser host's child.
if (!runWorkerRole()) runEngine(createEngine);
