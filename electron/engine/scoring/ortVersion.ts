/** The release of onnxruntime-node that scores; a part of every score table's key. */
export const ortVersion = '1.30.0';
