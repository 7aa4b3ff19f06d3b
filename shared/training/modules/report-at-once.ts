import type { Module } from '../module.ts'

export const reportAtOnce: Module = {
  id: 'report-at-once',
  version: 1,
  title: { nl: 'Meld direct, ook bij twijfel', en: 'Report at once, even in doubt' },
  intro: {
    nl: 'Hierna weet je wanneer, aan wie en hoe je meldt. Je schrijft een melding waar het team meteen mee verder kan. En je weet dat melden je helpt, op elk uur.',
    en: 'After this you know when, to whom and how to report. You write a report that the team can work with at once. And you know that reporting helps you, at any hour.',
  },
  minutes: 4,
  questions: [
    {
      id: 'report-at-once-01',
      idea: 'anyHour',
      roles: 'all',
      scenario: {
        nl: 'Zaterdagavond, half twaalf. Je mist je werktelefoon. Je had hem nog in de tram. Maandag kun je bellen met de gevonden voorwerpen.',
        en: 'Saturday night, half past eleven. Your work phone is missing. You still had it on the tram. On Monday you can call the lost property office.',
      },
      ask: { nl: 'Wanneer meld je dit?', en: 'When do you report this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Maandag, als de FG en ICT er weer zijn', en: 'Monday, when the DPO and ICT are back' },
          right: false,
          feedback: {
            nl: 'De FG of een vervanger krijgt ook ’s nachts een seintje. Tot maandag kan een vinder rustig proberen.',
            en: 'The DPO or a deputy is alerted at night too. Until Monday a finder can try at leisure.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Morgen, als je thuis goed hebt gezocht', en: 'Tomorrow, once you have searched at home' },
          right: false,
          feedback: {
            nl: 'Zoeken kan daarna ook. Vind je hem terug, dan zet je dat erbij. Een nacht wachten kost de school tijd.',
            en: 'You can search afterwards too. If you find it, you add that. A night of waiting costs the school time.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Nu meteen in Seintje, en daarna zoek je verder', en: 'Now, in Seintje, and then you go on searching' },
          right: true,
          feedback: {
            nl: 'ICT kan de telefoon nu nog op afstand wissen. De 72 uur lopen vanaf het moment dat jij het merkt.',
            en: 'ICT can still wipe the phone from a distance. The 72 hours run from the moment that you notice.',
          },
        },
      ],
      doNow: {
        nl: 'Open Seintje en meld. Minder dan een minuut is genoeg.',
        en: 'Open Seintje and report. Less than a minute is enough.',
      },
      sources: [{ seed: '001', chapter: 'H4' }, { seed: '001', chapter: 'VII-B 4' }, { law: 'AVG 33(1)' }],
    },
    {
      id: 'report-at-once-02',
      idea: 'reportWhenInDoubt',
      roles: 'all',
      scenario: {
        nl: 'Je krijgt een mail van een ouder: “Ik zie in de ouderapp de foto van een ander kind.” Als je zelf kijkt, klopt alles. Misschien vergiste de ouder zich.',
        en: 'A parent e-mails you: “In the parent app I see the photo of another child.” When you look, all is well. Perhaps the parent was mistaken.',
      },
      ask: { nl: 'Wat doe je met deze mail?', en: 'What do you do with this e-mail?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je meldt het en zet erbij dat je twijfelt of het klopt.', en: 'You report it and add that you are not sure of it.' },
          right: true,
          feedback: {
            nl: 'Een melding hoeft niet te kloppen om nuttig te zijn. Twee zulke mails samen kunnen een fout in de app verraden.',
            en: 'A report need not be correct to be useful. Two such e-mails together may reveal a fault in the app.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Je vraagt de ouder eerst om een schermafdruk.', en: 'You first ask the parent for a screenshot.' },
          right: false,
          feedback: {
            nl: 'Zo’n schermafdruk zet de foto van dat kind nog een keer in de mail. Bewijs verzamelen doet het team.',
            en: 'Such a screenshot puts that child’s photo into e-mail once more. Gathering proof is for the team.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je antwoordt dat alles klopt en wacht of er meer ouders komen.', en: 'You answer that all is well and wait for more parents.' },
          right: false,
          feedback: {
            nl: 'Een foutje kan komen en gaan. Wie wacht op zekerheid, meldt vaak te laat.',
            en: 'A fault can come and go. Whoever waits for certainty often reports too late.',
          },
        },
      ],
      doNow: {
        nl: 'Meld wat je weet: wie schreef je, wanneer en wat zag de ouder? Bedank de ouder.',
        en: 'Report what you know: who wrote to you, when and what did the parent see? Thank the parent.',
      },
      sources: [
        { seed: '001', chapter: 'VII-B 4' },
        { seed: '003', chapter: 'vraag 9' },
      ],
    },
    {
      id: 'report-at-once-03',
      idea: 'concreteNoNames',
      roles: 'all',
      scenario: {
        nl: 'Je mailde rapporten naar het adres van een verkeerde ouder. Je opent Seintje en kiest ‘Verkeerde ontvanger’. Nu schrijf je wat er gebeurde.',
        en: 'You e-mailed school reports to the address of a wrong parent. You open Seintje and choose ‘Wrong recipient’. Now you write what happened.',
      },
      ask: { nl: 'Welke tekst helpt het team het best?', en: 'Which text helps the team best?' },
      options: [
        {
          id: 'a',
          text: {
            nl: '“Er ging vanmiddag iets mis met een mail. Bel me maar even, dan leg ik het uit.”',
            en: '“Something went wrong with an e-mail this afternoon. Just call me and I will explain.”',
          },
          right: false,
          feedback: {
            nl: 'Melden is goed. Maar het team weet nog niet hoe erg het is. Een tijd en een aantal schelen veel zoekwerk.',
            en: 'Reporting is good. But the team cannot tell yet how bad it is. A time and a number save much searching.',
          },
        },
        {
          id: 'b',
          text: {
            nl: '“Om 14.10 uur gingen 24 rapporten van groep 6 naar één verkeerde ouder. Ik vroeg om te wissen.”',
            en: '“At 14:10, 24 reports of group 6 went to one wrong parent. I asked for them to be deleted.”',
          },
          right: true,
          feedback: {
            nl: 'Wanneer, wat, hoeveel, aan wie en wat je al deed. Namen van leerlingen kan het team later opvragen.',
            en: 'When, what, how many, to whom and what you did already. The team can ask for pupils’ names later.',
          },
        },
        {
          id: 'c',
          text: {
            nl: '“Het rapport van Noor met haar dyslexie ging om 14.10 uur naar de moeder van Sem, met nog 23 andere.”',
            en: '“The report of Noor with her dyslexia went to Sem’s mother at 14:10, with 23 others.”',
          },
          right: false,
          feedback: {
            nl: 'Dit is concreet, maar nu staat Noors gegeven ook in de melding. Houd namen van kinderen eruit.',
            en: 'This is concrete, but now Noor’s data stand in the report too. Leave out children’s names.',
          },
        },
      ],
      doNow: {
        nl: 'Onthoud: wanneer, wat, hoeveel, aan wie, wat deed je al. De rest vraagt het team.',
        en: 'Remember: when, what, how many, to whom, what you did. The team asks the rest.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 4' }, { law: 'AVG 5(1)(c)' }],
    },
    {
      id: 'report-at-once-04',
      idea: 'noBlame',
      roles: ['teacher', 'administration', 'caretaker'],
      scenario: {
        nl: 'Je liet gisteren een klassenlijst met telefoonnummers op het perron liggen. Je schaamt je. Een collega zegt: “Niemand weet dat hij van jou was.”',
        en: 'Yesterday you left a class list with phone numbers on the platform. You feel ashamed. A colleague says: “Nobody knows that it was yours.”',
      },
      ask: { nl: 'Wat is nu verstandig?', en: 'What is wise now?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'Eerst met je leidinggevende praten, en die beslist of het gemeld wordt',
            en: 'Talk to your manager first, who decides whether it is reported',
          },
          right: false,
          feedback: {
            nl: 'Praten mag altijd. Maar jij meldt zelf, rechtstreeks. Daar is geen toestemming voor nodig.',
            en: 'You may always talk. But you report yourself, directly. No permission is needed for that.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Nu melden, met de dag en het uur waarop je het merkte', en: 'Report now, with the day and hour when you noticed' },
          right: true,
          feedback: {
            nl: 'Iedereen verliest weleens iets. Een melding telt nooit mee in je beoordeling. Eerlijk over de tijd zijn helpt het team.',
            en: 'Everyone loses something at times. A report never counts in your appraisal. Being honest about the time helps the team.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een dag wachten of er een ouder belt', en: 'Wait a day to see whether a parent calls' },
          right: false,
          feedback: {
            nl: 'Dan horen ouders het misschien van een vreemde. De school wil hen kunnen waarschuwen.',
            en: 'Then parents may hear it from a stranger. The school wants to be able to warn them.',
          },
        },
      ],
      doNow: {
        nl: 'Meld het, ook als het gisteren was. Laat is beter dan stil.',
        en: 'Report it, even if it was yesterday. Late is better than silent.',
      },
      sources: [
        { seed: '001', chapter: 'VII-B 4' },
        { seed: '001', chapter: 'VII-B 6' },
      ],
    },
    {
      id: 'report-at-once-05',
      idea: 'straightToChair',
      roles: ['teacher', 'administration', 'care', 'ict'],
      scenario: {
        nl: 'Je ziet dat een lid van het incidententeam personeelslijsten naar een privéadres stuurt. Misschien is daar een reden voor. Een melding komt normaal bij het team binnen.',
        en: 'You see a member of the incident team send staff lists to a private address. There may be a reason. A report normally goes to the team.',
      },
      ask: { nl: 'Hoe meld je dit?', en: 'How do you report this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Aan de voorzitter, en je kiest wie dit niet mag zien', en: 'To the chair, and you choose who must not see it' },
          right: true,
          feedback: {
            nl: 'Iedereen mag rechtstreeks naar de voorzitter. Wie je uitsluit, krijgt geen seintje en ziet de melding niet.',
            en: 'Everyone may go straight to the chair. Whoever you leave out gets no alert and cannot see the report.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Gewoon aan het hele team, want die persoon moet zich kunnen verdedigen',
            en: 'To the whole team as usual, because that person must be able to answer',
          },
          right: false,
          feedback: {
            nl: 'Die persoon mag later zijn verhaal doen, en dat gebeurt met zorg. Nu zou hij de melding zien en sporen kunnen wissen.',
            en: 'Hearing both sides comes later, with care. Now that person would see the report and could erase traces.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Aan de AP, buiten de school om', en: 'To the authority, outside the school' },
          right: false,
          feedback: {
            nl: 'Een tip aan de AP mag altijd. Voor een snelle aanpak is de voorzitter er. Gaat het over de voorzitter, meld dan aan de FG.',
            en: 'A tip to the authority is always allowed. For fast action there is the chair. If it is about the chair, report to the DPO.',
          },
        },
      ],
      doNow: {
        nl: 'Kies in Seintje de voorzitter. Vink daarna aan wie dit niet mag zien.',
        en: 'Choose the chair in Seintje. Then tick who must not see this.',
      },
      sources: [
        { seed: '001', chapter: 'H4' },
        { seed: '001', chapter: 'VII-B 6' },
      ],
    },
    {
      id: 'report-at-once-06',
      idea: 'callWhenHacked',
      roles: ['ict', 'schoolLead', 'board'],
      scenario: {
        nl: 'Collega’s krijgen vreemde mails uit jouw mailbox. Jij stuurde ze niet. Je vermoedt dat iemand je wachtwoord heeft.',
        en: 'Colleagues get odd e-mails from your mailbox. You did not send them. You suspect that someone has your password.',
      },
      ask: { nl: 'Hoe laat je het team dit weten?', en: 'How do you let the team know?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Met een mail aan FG en ICT', en: 'By an e-mail to DPO and ICT' },
          right: false,
          feedback: {
            nl: 'De aanvaller leest misschien mee. Dan weet hij dat hij is gezien en wist hij zijn sporen.',
            en: 'The attacker may be reading. Then he knows that he was seen and erases his traces.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Met een bericht in de teamchat, dan weet iedereen het', en: 'By a message in the team chat, so that all know' },
          right: false,
          feedback: {
            nl: 'De chat hoort vaak bij hetzelfde account. Wie je mail heeft, leest dan ook de chat.',
            en: 'The chat often belongs to the same account. Whoever has your e-mail then reads the chat too.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Met een melding in Seintje en een telefoontje', en: 'By a report in Seintje and a phone call' },
          right: true,
          feedback: {
            nl: 'Zo blijft het stil voor de aanvaller. Bij zo’n melding stuurt Seintje ook zelf nergens mail over.',
            en: 'That keeps it quiet for the attacker. For such a report Seintje sends no e-mail about it either.',
          },
        },
      ],
      doNow: {
        nl: 'Verander je wachtwoord op een ander apparaat. Bel de FG en ICT.',
        en: 'Change your password on another device. Call the DPO and ICT.',
      },
      sources: [{ seed: '001', chapter: 'H4' }],
    },
    {
      id: 'report-at-once-07',
      idea: 'supplierCounts',
      roles: ['administration', 'ict', 'board'],
      scenario: {
        nl: 'Vrijdag, kwart voor zes. Een uitgever mailt: “Er was een inbraak. Mogelijk zijn accounts van jullie leerlingen bekeken. Maandag weten we meer.”',
        en: 'Friday, a quarter to six. A publisher e-mails: “There was a break-in. Accounts of your pupils may have been viewed. We will know more on Monday.”',
      },
      ask: { nl: 'Wat doe je met dit bericht?', en: 'What do you do with this message?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je wacht op maandag, want de uitgever zoekt het nog uit.', en: 'You wait for Monday, because the publisher is still finding out.' },
          right: false,
          feedback: {
            nl: 'Op maandag zijn er bijna drie dagen voorbij. Het team kan nu al vragen stellen en leerlingen helpen.',
            en: 'By Monday almost three days are gone. The team can ask questions and help pupils now.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Je meldt het vanavond nog, met het bericht erbij.', en: 'You report it tonight, with the message added.' },
          right: true,
          feedback: {
            nl: 'De tijd van de school begint als dit bericht binnenkomt, gelezen of ongelezen. Alles wat later komt, vult aan.',
            en: 'The school’s time starts when this message comes in, read or unread. Whatever comes later is added.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je laat het melden over aan de uitgever.', en: 'You leave notifying to the publisher.' },
          right: false,
          feedback: {
            nl: 'De uitgever werkt voor de school en moet jullie inlichten. De plicht om te melden ligt bij het schoolbestuur.',
            en: 'The publisher works for the school and must tell you. The duty to notify rests with the school board.',
          },
        },
      ],
      doNow: {
        nl: 'Meld met de tijd waarop de mail binnenkwam. Stuur de mail zelf mee.',
        en: 'Report with the time at which the e-mail came in. Send the e-mail along.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { seed: '001', chapter: 'H9' }, { law: 'AVG 33(2)' }],
    },
    {
      id: 'report-at-once-08',
      idea: 'everyoneReports',
      roles: 'all',
      scenario: {
        nl: 'Een collega vertelt bij de koffie dat ze gisteren een verslag naar de verkeerde ouder stuurde. “Is al opgelost, hij heeft het gewist.” Of ze het meldde, zegt ze er niet bij.',
        en: 'Over coffee a colleague tells that she sent a report to the wrong parent yesterday. “It is solved, he deleted it.” She does not say whether she reported it.',
      },
      ask: { nl: 'Wat doe je?', en: 'What do you do?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je laat het bij haar, want het is haar mail.', en: 'You leave it to her, because it is her e-mail.' },
          right: false,
          feedback: {
            nl: 'Melden is geen keuze van één persoon. Wie een incident kent, zorgt dat het team het ook kent.',
            en: 'Reporting is not one person’s choice. Whoever knows of an incident makes sure the team knows too.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Je stelt haar gerust: gewist is gewist, dus er valt niets te melden.',
            en: 'You reassure her: deleted is deleted, so there is nothing to report.',
          },
          right: false,
          feedback: {
            nl: 'Wissen is mooi, maar hij kan het gelezen hebben. Het team weegt dat en legt het vast.',
            en: 'Deleting is good, but he may have read it. The team weighs that and records it.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je vraagt of het gemeld is. Zo nee, dan doen jullie dat samen.', en: 'You ask whether it was reported. If not, you do that together.' },
          right: true,
          feedback: {
            nl: 'Samen melden is het makkelijkst. Komen er twee meldingen, dan voegt het team ze samen.',
            en: 'Reporting together is easiest. If two reports come in, the team joins them.',
          },
        },
      ],
      doNow: {
        nl: 'Twijfel je of het gemeld is? Meld het zelf.',
        en: 'In doubt whether it was reported? Report it yourself.',
      },
      sources: [
        { seed: '001', chapter: 'VII-B 4' },
        { seed: '001', chapter: 'VII-B 3' },
      ],
    },
    {
      id: 'report-at-once-09',
      idea: 'reportOffline',
      roles: ['teacher', 'care', 'caretaker', 'schoolLead'],
      scenario: {
        nl: 'Op kamp in het bos is geen internet. Bij een inbraak in de auto is de map met medische formulieren meegenomen. Pas over twee dagen ben je thuis.',
        en: 'At camp in the woods there is no internet. Someone broke into the car and took the folder with medical forms. You will be home in two days.',
      },
      ask: { nl: 'Hoe meld je dit?', en: 'How do you report this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je schrijft het op papier en meldt zodra je weer thuis bent.', en: 'You write it on paper and report once you are home.' },
          right: false,
          feedback: {
            nl: 'De tijd begint nu, want jij weet het nu. Over twee dagen is het grootste deel van de 72 uur voorbij.',
            en: 'Time starts now, because you know now. In two days most of the 72 hours are gone.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Je meldt nu in Seintje en zoekt een plek om te bellen.', en: 'You report now in Seintje and find a place to call.' },
          right: true,
          feedback: {
            nl: 'De melding staat veilig klaar en gaat weg zodra er bereik is. Bellen gaat vaak nog sneller.',
            en: 'The report waits safely and leaves as soon as there is a signal. Calling is often faster still.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je doet aangifte; de politie belt de school.', en: 'You go to the police, who call the school.' },
          right: false,
          feedback: {
            nl: 'Aangifte past hier goed bij. Maar de politie licht de school niet in. Dat doe jij.',
            en: 'Telling the police fits well. But the police do not inform the school. You do.',
          },
        },
      ],
      doNow: {
        nl: 'Meld in de app, bel zodra het kan en doe aangifte.',
        en: 'Report in the app, call as soon as you can and tell the police.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 4' }, { seed: '001', chapter: 'VII-B 6' }, { law: 'AVG 33(1)' }],
    },
    {
      id: 'report-at-once-10',
      idea: 'anyHour',
      roles: ['schoolLead', 'board', 'care'],
      scenario: {
        nl: 'Om tien voor zes komt een leraar je kamer in. Ze vertelt dat haar tas met zorgplannen weg is. Ze is overstuur en kwam eerst naar jou.',
        en: 'At ten to six a teacher comes into your room. She tells you that her bag with support plans is gone. She is upset and came to you first.',
      },
      ask: { nl: 'Wat doe je als eerste?', en: 'What do you do first?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je bedankt haar en helpt haar nu te melden.', en: 'You thank her and help her to report now.' },
          right: true,
          feedback: {
            nl: 'Jij weet het nu ook, dus de tijd loopt. Wie vriendelijk wordt ontvangen, meldt de volgende keer weer.',
            en: 'Now you know too, so time runs. Whoever is received kindly will report again next time.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Je zoekt eerst precies uit wat er in de tas zat.', en: 'You first find out exactly what was in the bag.' },
          right: false,
          feedback: {
            nl: 'Volledig hoeft niet. Het team begint met wat er nu is. De rest komt later.',
            en: 'It need not be complete. The team starts with what there is now. The rest comes later.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je bespreekt eerst rustig hoe dit heeft kunnen gebeuren.', en: 'You first calmly discuss how this came about.' },
          right: false,
          feedback: {
            nl: 'Hoe het kwam is van later zorg. Zo’n gesprek nu maakt melden zwaarder.',
            en: 'How it came about is for later. Such a talk now makes reporting harder.',
          },
        },
      ],
      doNow: {
        nl: 'Meld samen. Lukt dat haar nu niet, bel dan de FG: die kan de melding met haar invullen.',
        en: 'Report together. If she cannot now, call the DPO, who can fill in the report with her.',
      },
      sources: [{ seed: '001', chapter: 'H4' }, { seed: '001', chapter: 'VII-B 4' }, { law: 'AVG 33(1)' }],
    },
  ],
}
