import { m } from '@otklik/i18n';

/** Where a link is handed on to: plain addresses, nothing of theirs is loaded before somebody presses. */
export function shareLinks(address: string, title: string): { href: string; text: string }[] {
  const url = encodeURIComponent(address);
  const words = encodeURIComponent(title);
  return [
    {
      href: `https://t.me/share/url?url=${url}&text=${words}`,
      text: m.subscriptions_share_telegram(),
    },
    {
      href: `https://vk.com/share.php?url=${url}&title=${words}`,
      text: m.subscriptions_share_vk(),
    },
    {
      href: `https://connect.ok.ru/offer?url=${url}&title=${words}`,
      text: m.subscriptions_share_ok(),
    },
    {
      href: `https://wa.me/?text=${encodeURIComponent(`${title} ${address}`)}`,
      text: m.subscriptions_share_whatsapp(),
    },
    {
      href: `mailto:?subject=${words}&body=${encodeURIComponent(`${title}\n${address}`)}`,
      text: m.subscriptions_share_mail(),
    },
  ];
}
