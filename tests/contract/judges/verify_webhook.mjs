// Shopify's own library says whether a webhook is authentic.
// Standard input: {"secret": text, "requests": [{"headers": {name: value}, "body": base64}]}.
// Standard output: one JSON list, the library's verdict on each request.
import {createRequire} from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.argv[2], 'anchor.js'));
require('@shopify/shopify-api/adapters/node');
const {shopifyApi, LogSeverity} = require('@shopify/shopify-api');

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const {secret, requests} = JSON.parse(Buffer.concat(chunks).toString());

const shopify = shopifyApi({
  apiKey: 'demo',
  apiSecretKey: secret,
  scopes: [],
  hostName: 'example.com',
  apiVersion: '2026-01',
  isEmbeddedApp: false,
  logger: {level: LogSeverity.Error, log: async () => {}},
});

const verdicts = [];
for (const {headers, body} of requests) {
  const rawRequest = {method: 'POST', url: '/', headers};
  const rawBody = Buffer.from(body, 'base64').toString('utf8');
  verdicts.push(await shopify.webhooks.validate({rawBody, rawRequest, rawResponse: {}}));
}
process.stdout.write(JSON.stringify(verdicts));
