"""`README.txt`: what is in the bundle and how anybody checks it with ordinary tools."""

from hub.bundles import manifest as m

_ENGLISH = """\
PROOF OF PUBLICATION

{title}
For {workspace}. Made {made} by the hub {hub} ({software}).
Bundle {bundle}

What is in here
  report.html, report.pdf   the report for people
  files/                    what was captured, byte for byte as it was stored{redacted}
  manifest.json             every file with its SHA-256, size and times; the post; the permit
  ledger.jsonl              the entries of the hub's audit log that speak of this publication
  manifest.sig              the hub's Ed25519 signature over manifest.json
  signing-key.pub           the public key to check it with
  SHA256SUMS                the SHA-256 of every file, for ordinary tools

What it shows
  The device saw this at these times, and the files are unaltered since capture. The hub that holds
  the signing key says so, and its signature covers every file by way of manifest.json.
What it does not show
  It does not show that the post is still online, nor that the device's clock was right: compare the
  two clocks. It does not show that what the page said is so. Who holds the hub's computer and its
  key could have made another bundle: the signature says who vouches, not more.

1. Are the files unaltered?   (Linux; on a Mac: shasum -a 256 -c SHA256SUMS)
     sha256sum -c SHA256SUMS
   On Windows, for one file:
     certutil -hashfile report.pdf SHA256

2. Did this key sign the manifest?   (OpenSSL 1.1.1 or newer)
     openssl pkeyutl -verify -pubin -inkey signing-key.pub -rawin \\
       -in manifest.json -sigfile manifest.sig

3. Is it the hub's key?   Everybody can make a key, so this is the step that counts.
     openssl pkey -pubin -in signing-key.pub -outform DER | openssl dgst -sha256
   must give
     {fingerprint}
   and that must be the fingerprint which you got from the people who run this hub in another way:
   by telephone, on paper, from an earlier bundle. This file cannot vouch for itself.

4. Are the ledger entries unaltered?   Each hash is the SHA-256 of the entry's other fields as a
   JSON array without spaces. With Python:
     python3 -c "import json, hashlib
     for line in open('ledger.jsonl', encoding='utf-8'):
         e = json.loads(line); h = e.pop('hash')
         s = json.dumps(list(e.values()), ensure_ascii=False, separators=(',', ':'))
         print(e['seq'], hashlib.sha256(s.encode()).hexdigest() == h)"
   previousHash is the hash of the entry before it in the hub's whole log. Entries that follow one
   another in the extract are thereby linked; between others lie entries about other work, which are
   not given away. The manifest names the count of entries and the newest hash at the time, so the
   hub's own log can be held against it later.

5. All of it at once, without a network:
     proofdesk verify bundle.zip
   An unpacked folder can be checked in the same way. The zip file itself is written in one fixed
   form, uncompressed, so a single changed byte anywhere in it is noticed.
"""
_ARABIC = """\

------------------------------------------------------------
إثبات نشر

ما في هذه الحزمة: تقرير للقراءة (report.html وreport.pdf)، والملفات كما التُقطت (files)، وقائمة بكل
ملف مع بصمته (manifest.json)، وقيود السجل (ledger.jsonl)، وتوقيع المركز (manifest.sig)
ومفتاحه العام (signing-key.pub).

ما يبيّنه: ما رآه الجهاز في هذه الأوقات وأن الملفات لم تتغيّر منذ التقاطها.
ما لا يبيّنه: أن المنشور ما زال منشورًا، ولا أن ساعة الجهاز كانت صحيحة: قارن بين الساعتين.

كيف تتحقق: الأوامر أعلاه هي نفسها. قارن بصمة المفتاح ببصمة حصلت عليها من أصحاب المركز بطريقة أخرى:
{fingerprint}
"""
_REDACTED = (
    ";\n                            pictures are redacted copies, the manifest names the originals"
)


def text(manifest: m.Manifest) -> bytes:
    """English always, with a part in Arabic when the report is Arabic."""
    whole = _ENGLISH + (_ARABIC if manifest.language == "ar" else "")
    return whole.format(
        title=" ".join(manifest.post.title.split()),
        workspace=manifest.post.workspace,
        made=manifest.made_at,
        hub=manifest.hub.id,
        software=manifest.hub.software,
        bundle=manifest.bundle_id,
        fingerprint=manifest.key.fingerprint,
        redacted=_REDACTED if manifest.redacted else "",
    ).encode()
