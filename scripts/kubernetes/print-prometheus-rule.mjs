/** Writes the alert rules as a resource of the Prometheus operator: `npm run rules:print`. */
import { readFileSync, writeFileSync } from 'node:fs';

import { parseDocument } from 'yaml';

const fileOf = (path) => new URL(`../../deploy/${path}`, import.meta.url);
const rules = parseDocument(readFileSync(fileOf('observe/alerts.yaml'), 'utf8'));

const resource = parseDocument(`# Written by \`npm run rules:print\` from ../../observe/alerts.yaml.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: onebox-gateway
  labels:
    app.kubernetes.io/name: onebox-gateway
`);
resource.set('spec', rules.contents);
rules.contents.commentBefore = undefined;
writeFileSync(fileOf('kubernetes/monitoring/prometheus-rule.yaml'), resource.toString({ lineWidth: 0 }));
