import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

/*
 * What the charts use of ECharts and nothing else; loaded when the first chart is drawn. SVG: sharp at every scaling and
 * on paper, and hundreds of points are few.
 */
use([LineChart, BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

export { init };
