using System.Globalization;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Staff;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>Courses and sessions of a Registration Authority.</summary>
public sealed class TrainingModel(OrganisationQueries organisations, Authority authority, TrainingQueries training, OpenCourse open, CloseCourse close, PlanSession plan)
    : OrganisationPage(organisations, authority)
{
    public override string Tab => "staff";

    [BindProperty]
    public Guid CourseId { get; set; }

    [BindProperty]
    public DateOnly? On { get; set; }

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public int? Minutes { get; set; }

    [BindProperty]
    public string? Venue { get; set; }

    [BindProperty]
    public string? Trainer { get; set; }

    [BindProperty]
    public int? Places { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public List<RaRole> Roles { get; set; } = [];

    [BindProperty]
    public int? Months { get; set; }

    public ListState State { get; private set; } = null!;

    public bool Over => State.Filter("sessions") is "over";

    /// <summary>Which of the two forms was sent and comes back.</summary>
    public bool Planning { get; private set; }

    public bool Opening { get; private set; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public IReadOnlyList<CourseView> Courses { get; private set; } = [];

    public TrainingSessionPage Sessions { get; private set; } = new([], 0);

    public async Task<IActionResult> OnGetAsync() => await FindTrainingAsync() ?? Page();

    public async Task<IActionResult> OnPostOpenAsync()
    {
        Opening = true;
        if (await FindTrainingAsync() is { } missing)
        {
            return missing;
        }

        var request = new OpenCourseRequest { Organisation = Organisation.Code, Name = Name ?? "", About = About ?? "", Roles = Roles, Months = Months ?? 0 };
        var outcome = await open.ExecuteAsync(request, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _) ? await RefuseAsync(refusal, refusal.Field) : Told("The course is open. Plan its first session.", "/training");
    }

    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (await FindTrainingAsync() is { } missing)
        {
            return missing;
        }

        return (await close.ExecuteAsync(CourseId, Actor, Aborted)).IsRefused(out var refusal, out _) ? await RefuseAsync(refusal) : Told("The course is closed.", "/training");
    }

    public async Task<IActionResult> OnPostPlanAsync()
    {
        Planning = true;
        if (await FindTrainingAsync() is { } missing)
        {
            return missing;
        }

        if (StartsAt() is not { } startsAt)
        {
            return Page();
        }

        var request = new PlanSessionRequest { CourseId = CourseId, StartsAt = startsAt, Minutes = Minutes ?? 0, Venue = Venue ?? "", Trainer = Trainer ?? "", Places = Places ?? 0 };
        return (await plan.ExecuteAsync(request, Actor, Aborted)).IsRefused(out var refusal, out var session)
            ? await RefuseAsync(refusal, refusal.Field)
            : Told("The session is planned. Book places, or let people book their own.", $"/training/{session}");
    }

    /// <summary>On the clock at the wall of the place; null where it was not entered well, with the errors beside the fields.</summary>
    private DateTimeOffset? StartsAt()
    {
        if (On is null)
        {
            ModelState.AddModelError(nameof(On), "Enter the day of the session");
        }

        if (!TimeOnly.TryParseExact(At?.Trim(), ["H:mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            ModelState.AddModelError(nameof(At), "Enter when it begins, such as 9:30");
        }

        if (!ModelState.IsValid)
        {
            return null;
        }

        var local = On!.Value.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    private async Task<IActionResult?> FindTrainingAsync()
    {
        State = ListState.Of(Request, ["sessions"], ["next"]);
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (!IsRa)
        {
            return NotFound();
        }

        if (await Authority.CheckAsync(Actor, RaFunction.ManageTraining, Organisation.Code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Courses = await training.CoursesAsync(Organisation.Code, Aborted);
        Sessions = await training.SessionsAsync(Organisation.Code, Over, State.Skip, ListState.PageSize, Aborted);
        return null;
    }
}
