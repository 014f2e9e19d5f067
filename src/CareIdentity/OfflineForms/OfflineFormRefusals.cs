using CareIdentity.Kernel;

namespace CareIdentity.OfflineForms;

/// <summary>Every way in which this room says no.</summary>
public static class OfflineFormRefusals
{
    public static readonly Refusal NotFound = new("offline-form.not-found", "There is no such form, or it is not yours to see.");

    public static readonly Refusal DateMissing = new("offline-form.date-missing", "Enter the date that stands on the form.") { Field = "FormDate" };

    public static readonly Refusal DateAhead = new("offline-form.date-ahead", "The date on the form is in the future.") { Field = "FormDate" };

    public static readonly Refusal AboutMissing = new("offline-form.about-missing", "Enter whom the form is about, as written on it, in at most 200 characters.") { Field = "About" };

    public static readonly Refusal SignedMissing = new("offline-form.signed-missing", "Enter who signed, with their role, in at most 200 characters.") { Field = "SignedBy" };

    public static readonly Refusal ApprovedMissing = new("offline-form.approved-missing", "Enter who carried it out or approved it, with their role, in at most 200 characters.") { Field = "ApprovedBy" };

    public static readonly Refusal OnePerson = new("offline-form.one-person", "The form was signed by one person on both lines.")
    {
        Why = "Who asks and who carries out are two people, on paper too.",
        Next = "Have the other person sign it, then enter it.",
        Field = "ApprovedBy",
    };

    public static readonly Refusal WordsMissing = new("offline-form.words-missing", "Say what was done during the outage, in at most 1,000 characters.") { Field = "Words" };

    public static readonly Refusal ScanMissing = new("offline-form.scan-missing", "Attach a picture of the signed form: JPEG or PNG, at most 5 MB.") { Field = "Scan" };

    public static readonly Refusal ReferenceUnknown = new("offline-form.reference-unknown", "There is no request of this reference.") { Field = "Reference" };

    public static readonly Refusal NothingExpired = new("offline-form.nothing-expired", "No form here is past its time.");

    public static Refusal TooOld(int years) => new("offline-form.too-old", $"Forms are kept for {years} years; this one would be past its time already.") { Field = "FormDate" };
}
