// Checks one delivery with the library of the Standard Webhooks project and prints its payload.
import { Webhook } from 'standardwebhooks';

const { WEBHOOK_SECRET, WEBHOOK_ID, WEBHOOK_TIMESTAMP, WEBHOOK_SIGNATURE, WEBHOOK_BODY } = process.env;
const payload = new Webhook(WEBHOOK_SECRET).verify(WEBHOOK_BODY, {
  'webhook-id': WEBHOOK_ID,
  'webhook-timestamp': WEBHOOK_TIMESTAMP,
  'webhook-signature': WEBHOOK_SIGNATURE,
});
console.log(JSON.stringify(payload));
