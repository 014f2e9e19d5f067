using CareIdentity.Applications;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>How far the application is: the questions while it is with the applicant, then what happens to it.</summary>
[AllowAnonymous]
public sealed class YouModel(ApplicantDesk desk) : ApplicantPage(desk)
{
    public IEnumerable<ApplicantStep> Steps => ApplicantSteps.Of(Mine.Answers).Append(ApplicantStep.Check);

    public async Task<IActionResult> OnGetAsync() => await FindAsync() is { } elsewhere && Mine is null ? elsewhere : Page();

    public bool IsDone(ApplicantStep step) => step is not ApplicantStep.Check && ApplicantSteps.IsDone(step, Mine.Answers, Mine.Pictures);
}
