using CareIdentity.People;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>Staff records in people's words.</summary>
internal static class StaffRecordWords
{
    public static StateView Mapping(MappedPositionState state) => state switch
    {
        MappedPositionState.Proposed => StateView.Waiting("To be approved"),
        MappedPositionState.Approved => StateView.Good("Approved"),
        MappedPositionState.Rejected => StateView.Stopped("Not approved"),
        _ => StateView.Ended("Ended"),
    };

    public static StateView Record(StaffRecordState state) => state switch
    {
        StaffRecordState.Linked => StateView.Good("Linked to a profile"),
        StaffRecordState.Waiting => StateView.Waiting("Waits"),
        _ => StateView.Ended("Left"),
    };

    public static string Conflict(StaffConflictKind kind) => kind switch
    {
        StaffConflictKind.NameDiffers => "The name differs",
        StaffConflictKind.TwoMatch => "Two profiles match",
        StaffConflictKind.MayBeKnown => "There may be a profile already",
        StaffConflictKind.NumberDiffers => "The National Insurance number differs",
        StaffConflictKind.UuidUnknown => "The UUID is unknown",
        StaffConflictKind.AlreadyLeft => "The profile is closed",
        StaffConflictKind.NotVerified => "Nobody has checked the identity",
        StaffConflictKind.LinkedElsewhere => "The profile is another employee’s",
        StaffConflictKind.OutOfOrder => "Came too late",
        StaffConflictKind.SaidOtherwise => "Came again with other words",
        StaffConflictKind.UnknownPosition => "The position is not mapped",
        StaffConflictKind.SponsorMissing => "No sponsor can ask for it",
        StaffConflictKind.DetailsDiffer => "Details differ",
        _ => "Against a rule",
    };

    public static string Settlement(ConflictSettlement settlement) => settlement switch
    {
        ConflictSettlement.ThisProfile => "It is the person chosen below",
        ConflictSettlement.AnotherPerson => "It is nobody shown here: ask for a new profile",
        ConflictSettlement.TakeOver => "The staff record is right: take its details over",
        ConflictSettlement.TryAgain => "It is put right: follow the staff record now",
        _ => "Leave it as it is",
    };

    public static string Field(string field) => field switch
    {
        nameof(PersonalDetails.Title) => "Title",
        nameof(PersonalDetails.NationalInsuranceNumber) => "National Insurance number",
        nameof(PersonalDetails.Email) => "E-mail",
        _ => char.ToUpperInvariant(DetailsChange.Words(field)[0]) + DetailsChange.Words(field)[1..],
    };
}
