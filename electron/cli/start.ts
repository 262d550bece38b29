import { runCompiled } from './runCompiled';

runCompiled('program.cjs');
