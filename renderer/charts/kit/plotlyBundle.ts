/// <reference path="./plotlyModules.d.ts" />
import bar from 'plotly.js/lib/bar';
import box from 'plotly.js/lib/box';
import Plotly from 'plotly.js/lib/core';
import heatmap from 'plotly.js/lib/heatmap';
import histogram from 'plotly.js/lib/histogram';
// The strict form brings its WebGL commands compiled: the other one compiles them by eval, which the policy forbids.
import scattergl from 'plotly.js/src/traces/scattergl/strict';

Plotly.register([scattergl, bar, histogram, heatmap, box]);

export { Plotly };
