// Entry of the vendored bundle: only the plotly traces that the report draws.
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/scattergeo"),
  require("plotly.js/lib/choropleth"),
]);
module.exports = Plotly;
