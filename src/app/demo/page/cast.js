// Who sits at which phone, in the order of the server's list, and what they could type.

const LIST = `notes 4eA maths ds1
Awa Kouassi 15,5
Kouassi Aya 9
nguessan abs
Traore 11
Bennani 14
Diallo 12,25
konan 16`;

export const CAST = [
  {
    id: "teacher", role: "M. KOFFI, teaches maths", app: "Telegram", lang: "fr", dir: "ltr",
    peer: "Carnet des Lagunes", peerState: "bot", typing: "écrit…", initials: "CL",
    placeholder: "Message", send: "Envoyer", menu: "Ouvrir la liste",
    empty: "Nothing yet. Paste the list from “Try this”, look at the preview, press the button.",
    tries: [
      ["Paste a list", LIST],
      ["Help", "aide"],
      ["Publish", "publier ds1 4eA"],
      ["One mark", "Yao Adjoua 13 ds1"],
      ["Missing", "notes manquantes ds1 4eA"],
    ],
  },
  {
    id: "mother", role: "Mme KOUASSI, two children", app: "WhatsApp", lang: "fr", dir: "ltr",
    peer: "Collège des Lagunes", peerState: "compte professionnel", typing: "écrit…", initials: "CL",
    placeholder: "Message", send: "Envoyer", menu: "Ouvrir la liste",
    empty: "Nothing yet. She will hear of a mark when it is published, or asks with “notes”.",
    tries: [["Read the marks", "notes"], ["Awa’s marks", "notes Awa"], ["My children", "mes enfants"], ["Help", "aide"]],
  },
  {
    id: "father", role: "M. BENNANI, reads Arabic", app: "WhatsApp", lang: "ar", dir: "rtl",
    peer: "Collège des Lagunes", peerState: "حساب أعمال", typing: "يكتب…", initials: "CL",
    placeholder: "رسالة", send: "إرسال", menu: "فتح القائمة",
    empty: "Nothing yet. He reads of his daughter only, in Arabic.",
    tries: [["Read the marks", "نقط"], ["Yasmine’s marks", "نقط ياسمين"], ["Language", "اللغة"], ["Help", "مساعدة"]],
  },
  {
    id: "head", role: "Mme ASSI, head of school", app: "Telegram", lang: "fr", dir: "ltr",
    peer: "Carnet des Lagunes", peerState: "bot", typing: "écrit…", initials: "CL",
    placeholder: "Message", send: "Envoyer", menu: "Ouvrir la liste",
    empty: "Nothing yet. She writes to the parents of a class, closes the term, hands out the report cards.",
    tries: [
      ["Write to parents", "annonce 4eA : réunion vendredi à 18 h"],
      ["Close the term", "clôturer T1 4eA"],
      ["Report cards", "bulletins 4eA"],
      ["The school", "bilan de l'école"],
      ["Help", "aide"],
    ],
  },
];
