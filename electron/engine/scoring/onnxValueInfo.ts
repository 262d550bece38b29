import type { TensorInfo } from './modelRuntime';
import { fieldNumbers, fieldText, type ProtoField, protoFields } from './protoFields';

// Field numbers of onnx.proto3: ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto, Dimension.
const VALUE_INFO = { name: 1, type: 2 };
const TYPE = { tensor: 1 };
const TENSOR = { elementType: 1, shape: 2 };
const SHAPE = { dim: 1 };
const DIM = { value: 1, name: 2 };

/** `TensorProto.DataType`, by the names that ONNX Runtime gives. */
const elementTypes: Record<number, string> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
};

/** An input or output as the file declares it; `type` is null for maps and sequences. */
export function readTensorInfo(bytes: Uint8Array, field: ProtoField): TensorInfo {
  const parts = inside(bytes, field);
  const name = parts.find(({ number }) => number === VALUE_INFO.name);
  const type = parts.find(({ number }) => number === VALUE_INFO.type);
  const tensor = type && inside(bytes, type).find(({ number }) => number === TYPE.tensor);
  const info = { name: name ? fieldText(bytes, name) : '' };
  if (!tensor) return { ...info, type: null, shape: [] };
  const declared = [...protoFields(bytes, tensor.bodyStart, tensor.end)];
  const code = fieldNumbers(bytes, declared, TENSOR.elementType)[0] ?? 0;
  const shape = declared.find(({ number, wireType }) => number === TENSOR.shape && wireType === 2);
  const dims = shape ? inside(bytes, shape).filter(({ number }) => number === SHAPE.dim) : [];
  const sizes = dims.map((dim) => readDimension(bytes, dim));
  return {
    ...info,
    type: elementTypes[code] ?? `type ${code}`,
    shape: sizes.map(({ size }) => size),
    dimensions: sizes.map(({ label }) => label),
  };
}

function readDimension(bytes: Uint8Array, dim: ProtoField): { size: number | null; label: string | null } {
  const parts = [...protoFields(bytes, dim.bodyStart, dim.end)];
  const size = fieldNumbers(bytes, parts, DIM.value)[0];
  const label = parts.find(({ number, wireType }) => number === DIM.name && wireType === 2);
  return { size: size !== undefined && size >= 0 ? size : null, label: (label && fieldText(bytes, label)) || null };
}

function inside(bytes: Uint8Array, field: ProtoField): ProtoField[] {
  return [...protoFields(bytes, field.bodyStart, field.end)].filter(({ wireType }) => wireType === 2);
}
