using CareIdentity.Access;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>What two forms ask of the letter of appointment: who signed it, as what, when, and where it is kept.</summary>
public sealed class LetterFields
{
    public string? SignedBy { get; set; }

    public string? SignedAs { get; set; }

    public DateOnly? SignedOn { get; set; }

    public string? Reference { get; set; }

    /// <summary>Null where no day was entered.</summary>
    public AppointmentLetter? Read() => SignedOn is { } on ? new AppointmentLetter(SignedBy?.Trim() ?? "", SignedAs?.Trim() ?? "", on, Reference?.Trim() ?? "") : null;

    /// <summary>Where a refusal's field stands on the page.</summary>
    public static string? Place(string? field) => field is nameof(SignedBy) or nameof(SignedOn) ? $"Letter.{field}" : field;
}
