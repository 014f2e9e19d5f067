using CareIdentity.Applications;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>Where each question of the journey is, and what it is called in the list of them.</summary>
internal static class ApplicantLinks
{
    public const string List = "/apply/you";

    public static string Of(ApplicantStep step) => List + step switch
    {
        ApplicantStep.Name => "/name",
        ApplicantStep.OtherName => "/other-name",
        ApplicantStep.Born => "/born",
        ApplicantStep.Number => "/number",
        ApplicantStep.Place => "/place",
        ApplicantStep.Document1 or ApplicantStep.Document2 or ApplicantStep.Document3 => $"/document/{ApplicantSteps.DocumentOf(step)}",
        ApplicantStep.Check => "/check",
        _ => $"/picture/{ApplicantSteps.SlotOf(step)!.Value.ToString().ToLowerInvariant()}",
    };

    public static string Words(ApplicantStep step) => step switch
    {
        ApplicantStep.Name => "Your name",
        ApplicantStep.OtherName => "Other names",
        ApplicantStep.NamePicture => "Picture that shows how your name changed",
        ApplicantStep.Born => "Your date of birth",
        ApplicantStep.Number => "Your National Insurance number",
        ApplicantStep.Place => "Where you are",
        ApplicantStep.Document1 => "First document: with your photo",
        ApplicantStep.Document2 => "Second document: your address",
        ApplicantStep.Document3 => "Third document",
        ApplicantStep.Picture1 => "Picture of the first document",
        ApplicantStep.Picture2 => "Picture of the second document",
        ApplicantStep.Picture3 => "Picture of the third document",
        ApplicantStep.Face => "Photo of your face",
        _ => "Check your answers",
    };
}
