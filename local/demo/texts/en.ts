import type { Texts } from './types.ts';

export const EN: Texts = {
  tag: 'en-GB',
  zones: ['Europe/London', 'Europe/Dublin', 'Europe/Berlin', 'Asia/Tbilisi', 'America/New_York'],
  facts: (orders, since) => ({ Orders: String(orders), 'Customer since': String(since) }),
  greeting: (name) => (name === undefined ? 'Hello.' : `Hello ${name}.`),
  customers: [
    'Svetlana',
    'Daniel',
    'Kate',
    'Sergey',
    'Natalie',
    'Alex',
    'Irene',
    'Paul',
    'Julia',
    'Michael',
    'Tanya',
    'Andrew',
    'Marina',
    'Roman',
    'Helen',
    'Victor',
    'Xenia',
    'Igor',
    'Laura',
    'Dennis',
    'Pauline',
    'Theo',
    'Veronica',
    'Timur',
    'Grace',
    'Arthur',
    'Zoe',
    'Glen',
    'Nadia',
    'Rustam',
  ],
  topics: [
    {
      asks: ['When does order {order} arrive? It was promised for today.', 'Where is my order {order}?'],
      answer: 'Order {order} is with the courier and will be with you by 15:00. His number is in the text message.',
      more: {
        asks: 'Could it be after six? Nobody is at home before.',
        answer: 'It could: moved to 18–21, the courier knows.',
      },
    },
    {
      asks: [
        'I want to return the coffee maker: it is too tall for the shelf.',
        'How do I return it? The colour is not right.',
      ],
      answer:
        'You have 14 days, no receipt needed. The courier can pick it up tomorrow from 10 to 14. Does that suit you?',
      more: {
        asks: 'Yes, I am at home tomorrow.',
        answer: 'Booked for tomorrow. The money comes within three days after we have it back.',
      },
    },
    {
      asks: ['A red light blinks and the coffee hardly runs.', 'It takes twice as long as it used to.'],
      answer:
        'It asks to be descaled: fill the cleaner up to MAX and hold the steam button for five seconds. It takes twenty minutes.',
      more: { asks: 'That did it, it runs like new.', answer: 'Great. Once in two months will do.' },
    },
    {
      asks: ['Which grind for a moka pot?', 'What grind does the Morning 2 like?'],
      answer: 'Medium, a little coarser than for espresso. If it tastes bitter, go one step coarser.',
    },
    {
      asks: ['I was charged, but there is no order in my account.', 'The payment went through, no mail came.'],
      answer: 'We have the payment, order {order} is there, and the mail has gone out again. You were charged once.',
      more: { asks: 'The mail is here.', answer: 'Good. It is being packed and leaves today.' },
    },
    {
      asks: [
        'How long is the warranty of the Morning 2?',
        'Does the warranty run from the order or from the delivery?',
      ],
      answer: 'A year from the delivery, two on the pump. No need to keep the receipt: we have your order.',
    },
    {
      asks: ['The promo code does not work.', 'COFFEE10 says "not available".'],
      answer: 'It is for baskets from 30.00, yours is 27.90. We have taken the discount off anyway, reload the page.',
    },
    {
      asks: ['The jug broke. Do you sell it alone?', 'I need a new glass jug for the drip maker.'],
      answer: 'We do: article K-12, 6.90. We can add it to your next order, or bring it for 2.00.',
      more: {
        asks: 'Please add it to order {order}.',
        answer: 'Added. That makes 6.90 more, the receipt comes by mail.',
      },
    },
    {
      asks: ['We need an invoice to a company, five makers for the office.', 'Can companies pay by invoice?'],
      answer:
        'Yes. Send the VAT number and the address: the invoice is there in ten minutes, the courier brings the papers.',
      more: { asks: 'GB000000000, same address.', answer: 'The invoice is in your mail, good for five days.' },
    },
    {
      asks: ['Can I change the delivery address?', 'Wrong address on order {order}: house 12, not 21.'],
      answer: 'Changed, order {order} has the right address now. Same day as before.',
    },
    {
      asks: ['Drip or espresso for two people?', 'This is my first coffee maker, I know nothing.'],
      answer:
        'With no time in the morning, drip: press and leave. If you like it with milk, espresso. For two the Morning 2 is enough, that is what we would take.',
    },
    {
      asks: ['It leaks from below after washing.', 'There is a puddle under the coffee maker.'],
      answer:
        'See whether the tank has clicked in. If it leaks all the same, we replace it: send a photo of the bottom.',
      more: {
        asks: 'The tank was not all the way in. No leak.',
        answer: 'Good that it was simple. If it comes back, write here.',
      },
    },
  ],
  notes: [
    'Third order this year, drinks it black.',
    'House with a door code, the courier should call first.',
    'Asks to write, not to call: a child sleeps at home.',
    'Office customer, invoices to the accountant.',
  ],
  bad: [
    {
      comment: 'Asked for the order number twice, though it was in my first message.',
      outcome:
        'Answered before reading to the end. The number now stands on the card; we apologised, delivery is on us.',
    },
    {
      comment: 'The courier never came.',
      outcome: 'The change had not reached the carrier. Delivered next morning; both sides confirm changes now.',
    },
    {
      comment: 'Not what I asked, I had to explain again.',
      outcome: 'It was about another model. We called and sorted it out together.',
    },
    {
      comment: 'Cold. Like talking to a machine.',
      outcome: 'A template without a name. The template is rewritten, the customer has a personal letter.',
    },
  ],
  praise: ['Quick and human.', 'Thanks, all clear.', 'In three minutes!', 'Nice to meet a real person.'],
  ivan: {
    order: { Order: '4182, Morning 2' },
    phone: '+447700900042',
    broken: 'I bought a Morning 2 from you. I switch it on, the light is on, and nothing. Three days without coffee!',
    misheard: 'Hello Ivan. Three days of waiting is too long, I know. I am asking the courier where the parcel is.',
    protests: 'What courier? It stands on my table. It does not heat!',
    sorry: 'I am sorry, I read that carelessly.',
    restated:
      'You have the coffee maker, it switches on but does not heat. You want to return it and have your money back.',
    called:
      'Called: we tried it together, it does not heat. He prefers his money to a new one, and is at home for the courier.',
    promised:
      'Ivan, as we said on the phone, the return is booked: order 4182, 89.90. The courier picks the maker up tomorrow from 10 to 14, no box needed. The money leaves today by 18:00, and I write to you when it has.',
    waits: 'All right, I wait until six.',
    until: 'By 18:00, yes. If anything gets in the way, I write earlier.',
    note: 'Took "and nothing" for "has not arrived": was in a hurry. Money promised by 18:00, look at the payment at 17:30.',
    kept: 'Ivan, the money is on its way to the card you paid with: 89.90. Banks usually take a day. The courier calls an hour ahead tomorrow.',
    thanks: 'It is here already! Thank you, Anna. If only it were always like this.',
    farewell: 'Glad we made it in time. Enjoy your coffee, Ivan.',
    comment: 'Misunderstood me at first, but said sorry and did what was promised.',
  },
  claimed: {
    name: 'Svetlana',
    asks: 'Good afternoon. The tank has a crack, right out of the box. Will you replace it?',
    answer:
      'Hello Svetlana. We will. Please send a photo of the crack and of the label on the bottom: we pick a tank of the same batch.',
    note: 'A tank for the Morning 2 is in stock, kept aside until tomorrow.',
  },
  disputed: {
    name: 'Daniel',
    asks: 'How long is the warranty of the Noon espresso maker?',
    answer: 'Hello Daniel. Two years from the delivery, on everything.',
    thanks: 'Great, I take it then.',
    farewell: 'A good choice. If questions come up, write here.',
    comment: 'I was told "two years on everything"; the card in the box says one. It is why I bought it.',
    note: 'Two years on the pump only, one on the rest. Pyotr looks into it.',
  },
  night: {
    name: 'Olga',
    asks: 'The payment for ten coffee makers was taken twice! I open a café in the morning and my card is empty now.',
    answer: 'Hello Olga. This is Anna, the lead on duty. I see both payments and am on it right now.',
    explains: 'Is the order all right? The café opens at eight.',
    solution:
      'It is, it arrives at seven as agreed. The bank has not settled the second payment: I cancelled it, the money is free again within the hour. Cancellation 77120.',
    thanks: 'It is free again! At three in the night. Thank you.',
    farewell: 'Good luck with the opening. If anything is wrong, write, I am here.',
    note: 'Double click on "pay": a task for the developers. Pyotr did not hear the phone, look at its settings.',
    comment: 'Answered at three in the night, in two minutes.',
  },
  snoozed: {
    name: 'Nina',
    asks: 'I have lost the seal of my moka pot for six cups. Do you sell it alone?',
    answer:
      'Hello Nina. We do, article P-06, but it is still on its way to us. As soon as it is here I keep one for you and write to you at once, no need to ask.',
    note: 'P-06 is on its way, ask the store in the morning. The chat is put aside until then.',
    thanks: 'All right, thank you!',
  },
  promised: {
    name: 'Roman',
    asks: 'My coffee maker hums like a tractor now. Can it be helped or is it for the workshop?',
    answer: 'Hello Roman. It sounds like the pump. Does it hum right after the button, or once the water runs?',
    shows: 'Right away, for ten seconds, then it gets quieter.',
    promise: (day) =>
      `Then it is air in the pump, but our repairer should hear it: he is here on the morning of ${day}. I write to you by 12:00 what he says.`,
    stray:
      'Svetlana, we have found a tank of your batch and keep it for order 4207. All we need is a photo of the label.',
    mistake: 'An answer to Svetlana went to Roman: he read her name and the number of her order.',
    apology:
      'Roman, I am sorry: that last message was not for you, we have withdrawn it. Your pump goes on as we said.',
    forgives: 'It happens. I can wait for him.',
    farewell: 'Thank you for taking it so well. You hear from me in time, whatever he says.',
  },
  first: {
    asks: 'I am looking for a coffee maker for two, with milk in the morning. What would you take?',
    answer: 'Hello Ivan. With milk, espresso; for two the Morning 2 is enough: a cup takes a hundred seconds.',
    orders: 'I take it. Please send me the invoice.',
    sends: 'A good choice. I make it out now and send it here.',
    stray: 'Your invoice: order 4179, five coffee makers, 449.50.',
    mistake: 'Polina’s invoice went to Ivan: he saw the number of her order and the sum.',
    apology:
      'Ivan, I am sorry: that was the invoice of another customer, we have withdrawn it. Yours is order 4182, Morning 2, 89.90, and is in your mail.',
    outcome:
      'Both were told and both have the right invoice. It is opened from the card now, not from the tab beside it.',
    thanks: 'No harm done, I can see mine. Paid.',
    farewell: 'We have your payment and deliver the day after tomorrow. Enjoy your coffee.',
    comment: 'Mixed up an invoice, but told me themselves.',
  },
  invoiced: {
    name: 'Polina',
    asks: 'We need an invoice for five Morning 2 for the office. Our details are in the account.',
    answer: 'Hello Polina. The invoice for order 4179 is in your mail: 449.50, good for five days.',
    told: 'Polina, there is something we owe you: another customer saw the number of your order and the sum by mistake. The message was withdrawn and there was nothing else in it. We are sorry.',
    thanks: 'Thank you for telling us. The invoice is here, we pay today.',
    farewell: 'We will look out for it. If you need papers, write here.',
  },
  neighbour: {
    name: 'Timothy',
    asks: 'I paid a contractor and the status has been "processing" for two hours. Is that normal?',
    answer:
      'Hello Timothy. It usually takes up to an hour; here the bank asked for the receipt. Send me the number of the act, I will see what it waits for.',
  },
};
