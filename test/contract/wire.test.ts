import { memoryHarness, messagePortHarness, webSocketHarness } from './wireHarness';
import { wireSuite } from './wireSuite';

wireSuite('a memory pair', memoryHarness);
wireSuite('message ports', messagePortHarness);
wireSuite('a WebSocket', webSocketHarness);
