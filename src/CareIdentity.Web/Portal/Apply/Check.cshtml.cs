using CareIdentity.Applications;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>Everything once more, each with a way back; then it is sent.</summary>
[AllowAnonymous]
public sealed class CheckModel(ApplicantDesk desk, SubmitApplication submit) : ApplicantPage(desk)
{
    public IEnumerable<(string Key, string Value, string Change)> Rows
    {
        get
        {
            var answers = Mine.Answers;
            yield return ("Name", answers.FullName, ApplicantLinks.Of(ApplicantStep.Name));
            yield return ("Other name", answers.OtherName ?? "None", ApplicantLinks.Of(ApplicantStep.OtherName));
            yield return ("Date of birth", DateWords.Date(answers.BornOn!.Value), ApplicantLinks.Of(ApplicantStep.Born));
            yield return ("National Insurance number", answers.Number ?? "None", ApplicantLinks.Of(ApplicantStep.Number));
            yield return ("In the UK", answers.IsInUk is true ? "Yes" : "No", ApplicantLinks.Of(ApplicantStep.Place));
            foreach (var (document, index) in answers.Recorded.Select((document, index) => (document, index)))
            {
                yield return (document.Kind.Name, string.Join(", ", new[] { document.Issuer, document.Number }.Where(part => !string.IsNullOrEmpty(part))), ApplicantLinks.Of(ApplicantStep.Document1 + (2 * index)));
            }
        }
    }

    public IEnumerable<ApplicantStep> Pictures => ApplicantSteps.Of(Mine.Answers).Where(step => ApplicantSteps.SlotOf(step) is not null);

    public async Task<IActionResult> OnGetAsync() => await FindCompleteAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindCompleteAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if ((await submit.ExecuteAsync(new SubmitApplicationRequest { Token = Token }, Applicant, Aborted)).Refusal is { } refusal)
        {
            return await RefuseAsync(refusal);
        }

        Say("Your application is sent. We write to you when it is checked.");
        return LocalRedirect(ApplicantLinks.List);
    }

    private async Task<IActionResult?> FindCompleteAsync() =>
        await FindAsync() ?? (Mine.Next is ApplicantStep.Check ? null : LocalRedirect(ApplicantLinks.Of(Mine.Next)));
}
