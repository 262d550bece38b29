import type { DenseModel } from '../onnxWriter';

/** Features in the order of the log's columns and of every matrix. */
export const featureNames = [
  'f_text_match',
  'f_price_log',
  'f_ctr_28d',
  'f_popularity',
  'f_rating',
  'f_age_days',
  'f_affinity',
  'f_in_stock',
];

/** The served model: linear. It hardly looks at the affinity of user and item. */
export const baseline: DenseModel = {
  name: 'baseline',
  features: featureNames,
  layers: [
    {
      weights: [1.1, -0.1, 9, 0.15, 0.3, -0.001, 0.08, 0.5].map((weight) => [weight]),
      bias: [-1.4],
      activation: 'none',
    },
  ],
};

/** Six tanh units; the last two look at the affinity of user and item, which the score then leans on. */
export const candidate: DenseModel = {
  name: 'candidate',
  features: featureNames,
  layers: [
    {
      weights: [
        [1.2, 0.6, 0, 0, 0, 0],
        [0, -0.05, 0, 0, 0, 0],
        [0, 0, 12, 0, 0, 0],
        [0, 0, 0.05, 0, 0, 0],
        [0, 0.2, 0, 0.5, 0, 0],
        [0, 0, 0, -0.0005, 0, 0],
        [0, 0, 0, 0, 0.6, 0.25],
        [0, 0, 0, 0.3, 0, 0],
      ],
      bias: [-0.6, -0.8, -0.7, -2.1, 0, 0],
      activation: 'tanh',
    },
    { weights: [[1.2], [0.6], [0.9], [0.9], [1], [1]], bias: [0.2], activation: 'none' },
  ],
};
