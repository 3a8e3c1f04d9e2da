import { type Attributes, type HrTime, ValueType } from '@opentelemetry/api';
import { hrTime } from '@opentelemetry/core';
import { type Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client';

type CollectedMetric = MetricObjectWithValues<MetricValue<string>>;
type Value = MetricValue<string> & { metricName?: string };

/**
 * Exports the metrics of a Prometheus registry to OpenTelemetry. They are read at the export, so that a request updates each metric only
 * once.
 */
export function prometheusProducer(registry: Registry, resource: Resource): MetricProducer {
  const startTime = hrTime();
  return {
    collect: async () => {
      const collected = (await registry.getMetricsAsJSON()) as CollectedMetric[];
      const times = { startTime, endTime: hrTime() };
      const metrics = collected.flatMap((metric) => metricData(metric, times));
      return {
        resourceMetrics: { resource, scopeMetrics: [{ scope: { name: 'onebox-gateway' }, metrics }] },
        errors: [],
      };
    },
  };
}

interface Times {
  startTime: HrTime;
  endTime: HrTime;
}

function metricData(metric: CollectedMetric, times: Times): MetricData[] {
  const { name, help, values } = metric;
  const base = {
    descriptor: { name, description: help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  // prom-client's type says a number, but the value is a string.
  switch (String(metric.type)) {
    case 'counter':
      return [
        {
          ...base,
          dataPointType: DataPointType.SUM,
          isMonotonic: true,
          dataPoints: numberPoints(values, times),
        },
      ];
    case 'gauge':
      return [{ ...base, dataPointType: DataPointType.GAUGE, dataPoints: numberPoints(values, times) }];
    case 'histogram':
      return [
        { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints: histogramPoints(values, times) },
      ];
    default:
      return [];
  }
}

function numberPoints(values: readonly Value[], times: Times): DataPoint<number>[] {
  return values.map(({ labels, value }) => ({ ...times, attributes: { ...labels }, value }));
}

/** prom-client has a cumulative value for each bucket, and values for the sum and the count. */
function histogramPoints(values: readonly Value[], times: Times): DataPoint<Histogram>[] {
  const points = new Map<string, DataPoint<Histogram> & { value: { buckets: { counts: number[] } } }>();
  for (const { labels, metricName = '', value } of values) {
    const { le, ...rest } = labels as Record<string, string | number>;
    const key = JSON.stringify(rest);
    const point = points.get(key) ?? emptyPoint(rest, times);
    points.set(key, point);
    const { buckets } = point.value;
    if (metricName.endsWith('_sum')) point.value.sum = value;
    else if (metricName.endsWith('_count')) point.value.count = value;
    else {
      const below = buckets.counts.reduce((sum, count) => sum + count, 0);
      buckets.counts.push(value - below);
      if (le !== '+Inf') buckets.boundaries.push(Number(le));
    }
  }
  return [...points.values()];
}

function emptyPoint(labels: Attributes, times: Times): DataPoint<Histogram> {
  return {
    ...times,
    attributes: labels,
    value: { buckets: { boundaries: [], counts: [] }, sum: 0, count: 0 },
  };
}
