import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Carrier, Ring } from '../../ports.ts';
import { headlineOf } from './headline.ts';
import { refusalOf } from './refusal.ts';

export interface EmailSettings {
  /** sender: an identity that SES has verified */
  readonly from: string;
  /** configuration set by which SES reports what became of it */
  readonly configurationSet: string;
}

const CHARSET = 'UTF-8';

/** E-mail by SES: the same words as plain text and as a page, which loads nothing from anywhere. */
export function emailCarrier(client: SESv2Client, { from, configurationSet }: EmailSettings): Carrier {
  return {
    async send({ address }, ring) {
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [address] },
        ConfigurationSetName: configurationSet,
        EmailTags: [{ Name: 'kind', Value: ring.kind }],
        Content: {
          Simple: {
            Subject: { Data: headlineOf(ring), Charset: CHARSET },
            Body: {
              Text: { Data: plain(ring), Charset: CHARSET },
              Html: { Data: page(ring), Charset: CHARSET },
            },
          },
        },
      });
      const { MessageId = null } = await client.send(command).catch((error: unknown) => {
        throw refusalOf(error);
      });
      return { receipt: MessageId };
    },
  };
}

const plain = ({ text, link }: Ring): string => (link === undefined ? text : `${text}\n\n${link}\n`);

function page({ title, text, link, take }: Ring): string {
  const lines = text.split('\n').map(escaped).join('<br>');
  const way = link === undefined ? '' : `<p><a href="${escaped(link)}">${escaped(take ?? link)}</a></p>`;
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body><p>${lines}</p>${way}</body></html>`;
}

const escaped = (text: string): string => text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
