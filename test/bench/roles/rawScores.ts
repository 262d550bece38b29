import { InferenceSession, Tensor } from 'onnxruntime-node';

const batch = 8192;

/** ONNX Runtime alone over rows that are in memory already: `[model, rows, features]`. */
export async function rawScores([model, rows, features]: string[]): Promise<void> {
  const width = Number(features);
  const data = Float32Array.from({ length: batch * width }, (_, i) => ((i * 2654435761) % 1000003) / 1000003);
  const session = await InferenceSession.create(model!);
  const name = session.inputNames[0]!;
  const start = performance.now();
  let sum = 0;
  for (let from = 0; from < Number(rows); from += batch) {
    const output = await session.run({ [name]: new Tensor('float32', data, [batch, width]) });
    sum += Number(output[session.outputNames[0]!]!.data[0]);
  }
  console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, sum }));
}
