using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Gallery;

public sealed class IndexModel : GalleryPage
{
    public long ListTotal => ListModel.TotalPeople;

    public RefusalView Refusal { get; } = new("This smartcard cannot be renewed here", "smartcard.expired")
    {
        Why = "Its certificates expired 12 days ago, and expired certificates are renewed only in person, with photo identity checked again.",
        Next = "Book a renewal with somebody who can do it at your site.",
        NextLink = new("See who is in today", "/organisations/FX123/people"),
        WhoCan =
        [
            new("Rosa Díaz", "RA Agent, Hilltop Pharmacy", "01305 555 010"),
            new("Tom Okafor", "Local Smartcard Administrator, Hilltop Pharmacy", "01305 555 011"),
        ],
        RegistrationAuthority = new("Dorset RA", "weekdays 8am to 6pm", "01305 555 000"),
    };

    public ProfileHeaderView Profile { get; } = new("Siobhán O’Neill-Featherstonehaugh", "555 043 218 774", StateView.Good("Verified"))
    {
        HeadingLevel = 2,
        ProfessionalNumber = "GPhC 2089123",
        WorksAt = ["Hilltop Pharmacy (FX123), until 31 March 2027", "Quayside Surgery (J81012)"],
        PrimaryAction = new("Issue a smartcard", "/people/555043218774/cards/issue"),
        OtherActions =
        [
            new("Change details", "/people/555043218774/change"),
            new("Close profile", "/people/555043218774/close") { WhyNot = "An open request has to be decided first." },
        ],
    };

    public IReadOnlyList<SmartcardView> Cards { get; } =
    [
        new("Siobhán O’Neill-Featherstonehaugh", "555 043 218 774", "18", "1809 4432 1187", StateView.Good("Active"), DateWords.Expiry(new DateOnly(2027, 1, 2), Today))
        {
            Href = "/cards/180944321187",
            Next = [new("Renew certificates", "/cards/180944321187/renew"), new("Report as lost", "/cards/180944321187/lost")],
        },
        new("Siobhán O’Neill-Featherstonehaugh", "555 043 218 774", "06", "0601 2231 9004", StateView.Ended("Cancelled: superseded"), DateWords.Expiry(new DateOnly(2025, 3, 1), Today)),
        new("FX123 TAC 2", "555 900 000 021", "18", "1809 4432 9912", StateView.Stopped("Locked"), DateWords.Expiry(new DateOnly(2026, 11, 23), Today))
        {
            Kind = "Temporary",
            Next = [new("Unlock", "/cards/unlock"), new("Lend", "/cards/lend") { WhyNot = "It is locked." }],
        },
    ];

    public StepperView Stepper { get; } = new("Issue a smartcard to Siobhán O’Neill-Featherstonehaugh",
    [
        new("Check that the card is blank", StepState.Done),
        new("Replace the card's management key", StepState.Done),
        new("Make the keys on the card", StepState.Done),
        new("Write certificate, 1 of 2", StepState.Done),
        new("Write certificate, 2 of 2", StepState.Now) { Detail = "leave the card in the reader" },
        new("Holder types a new passcode", StepState.ToDo) { Detail = "on the reader window" },
        new("Check what is on the card", StepState.ToDo),
    ])
    {
        Reader = "Reader 2",
        Card = "1809 4432 1187",
        Holder = "Siobhán O’Neill-Featherstonehaugh",
        StopHref = "/gallery",
    };

    public ProgressView Progress { get; } = new("Renew certificates of 12,400 cards", 3720, 12400) { PerSecond = 34, Failed = 3 };

    public IReadOnlyList<string> Why { get; } =
    [
        "Position: Dispensing Pharmacist", "Access profile: Hilltop Pharmacy", "Job role: R8003 Healthcare Professional",
        "Baseline", "Activity: B0570 Perform Pharmacy Activities",
    ];

    public EmptyView Empty { get; } = new("No requests wait for you.")
    {
        How = "Requests that sponsors at your sites raise appear here, the oldest first.",
        First = new("Raise a request", "/requests/new"),
    };

    public ConfirmationView Confirmation { get; } = new("Position assigned")
    {
        HeadingLevel = 3,
        Effective = "Siobhán O’Neill-Featherstonehaugh is a Dispensing Pharmacist at Hilltop Pharmacy from today, 22 November 2026.",
        Told = ["Siobhán O’Neill-Featherstonehaugh, by e-mail", "Rosa Díaz, who sponsored it"],
        UndoHref = "/gallery",
        UndoUntil = "until 6 December 2026",
        ReceiptHref = "/receipts/4711",
        Next = [new("Issue a smartcard", "/cards/issue"), new("Go back to the requests", "/requests")],
    };
}
