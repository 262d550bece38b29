/**
 * ONNX Runtime's builds for Linux and macOS report usage to Microsoft and write `.ses` and `mat-debug-*.log` into the
 * temporary folder, unless this variable stands in the process's environment before the library is loaded. A worker only
 * has a copy of the environment, so the main thread must call this before it starts one.
 */
export function withoutTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY = '1';
}
