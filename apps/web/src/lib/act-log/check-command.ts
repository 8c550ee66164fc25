/**
 * One line for a terminal with Node 20 or newer: fetches the published heads and keys and checks each
 * signature. It asks nothing of this site but the two public lists.
 *
 * @param api address of the two lists, `https://otklik.example.org/api/v1/act-log`
 */
export const checkCommand = (
  api: string,
): string => `node -e "const get=(list)=>fetch('${api}/'+list).then((r)=>r.json());
Promise.all([get('heads'),get('keys')]).then(([{heads},{keys}])=>{for(const h of heads){
const key=keys.find((k)=>k.id===h.key_id);
const text=Buffer.from([h.region,h.day,h.seq,h.hash].join(' '));
const fits=!!key&&require('crypto').verify(null,text,key.public_key_pem,Buffer.from(h.signature,'base64url'));
process.stdout.write([h.day,h.seq,fits?'OK':'BAD'].join(' ')+'\\n');}})"`;
