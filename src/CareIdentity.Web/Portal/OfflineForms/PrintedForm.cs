using CareIdentity.OfflineForms;

namespace CareIdentity.Web.Portal.OfflineForms;

/// <summary>A line to fill in by hand, or a box of lines.</summary>
internal sealed record PrintedField(string Label, int Lines = 1);

/// <summary>A part of a printed form.</summary>
internal sealed record PrintedPart(string Heading, IReadOnlyList<PrintedField> Fields);

/// <summary>What stands on each form (functions.md §1.5): one page each, blank, printed before there is an outage.</summary>
internal static class PrintedForm
{
    private static readonly PrintedPart Person = new("The person", [new("Full name, as on their identity documents"), new("UUID, if they have one"), new("Date of birth"), new("E-mail and mobile number")]);
    private static readonly PrintedPart Where = new("The organisation", [new("Name and ODS code")]);
    private static readonly PrintedPart Why = new("Why", [new("Why it could not wait", 2)]);

    public static IReadOnlyList<PrintedPart> Of(OfflineFormKind kind) => kind switch
    {
        OfflineFormKind.RequestProfile => [Person, Where, new("What is asked for", [new("Position, from which day, until when"), new("National Insurance number")]), Why],
        OfflineFormKind.CreateProfile =>
        [
            Person, Where,
            new("Three documents, seen as originals", [new("1. Photo ID: kind, issuer, number, expiry"), new("2. Proof of address: kind, issuer, date"), new("3. One more: kind, issuer, number or date")]),
            new("Checked", [new("Face to face, at which place and time"), new("Looked for a profile of the same person: what was found")]),
        ],
        OfflineFormKind.ModifyProfile => [Person, Where, new("What changes", [new("Detail, as it was and as it shall be", 3), new("Document that shows it: kind, issuer, number")]), Why],
        OfflineFormKind.AssignPosition => [Person, Where, new("The position", [new("Name of the position"), new("Give it, change its last day, or end it"), new("First day and last day")]), Why],
        OfflineFormKind.CancelCard => [Person, Where, new("The smartcard", [new("Serial number, if known"), new("Lost, stolen, damaged, left, or another reason"), new("When it was noticed; police reference if stolen")]), Why],
        _ => [new("The organisation", [new("Name and ODS code"), new("Registration Authority that is added: name and ODS code"), new("Registration Authority that is removed: name and ODS code"), new("From which day")]), Why],
    };

    public static (string Asks, string CarriesOut) Signers(OfflineFormKind kind) => kind switch
    {
        OfflineFormKind.RequestProfile => ("Sponsor", "RA Agent or ID Checker who received it"),
        OfflineFormKind.CreateProfile => ("Sponsor", "RA Agent or ID Checker who checked the documents"),
        OfflineFormKind.RaLink => ("RA Manager", "Root RA Manager"),
        _ => ("Sponsor or the person who asked", "RA Agent who carried it out"),
    };
}
