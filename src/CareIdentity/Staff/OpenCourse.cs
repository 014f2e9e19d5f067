using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

public sealed record OpenCourseRequest
{
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    public required string About { get; init; }

    public required IReadOnlyCollection<RaRole> Roles { get; init; }

    public required int Months { get; init; }
}

/// <summary>A Registration Authority offers a training from now on.</summary>
public sealed class OpenCourse(CareIdentityDb db, Authority authority, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    private const int MostName = 200;
    private const int MostAbout = 1000;

    public async Task<Outcome<Guid>> ExecuteAsync(OpenCourseRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.ManageTraining, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (!await db.Organisations.AnyAsync(o => o.Code == request.Organisation && o.Kind == OrganisationKind.RegistrationAuthority, ct))
        {
            return TrainingRefusals.NotAnRa;
        }

        if (Check(request) is { } wrong)
        {
            return wrong;
        }

        var course = new TrainingCourse
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Organisation = request.Organisation,
            Name = request.Name.Trim(),
            About = request.About.Trim(),
            Months = request.Months,
            OpenedAt = clock.GetUtcNow(),
        };
        course.Roles.AddRange(request.Roles.Distinct().Select(role => new TrainingCourseRole { CourseId = course.Id, Role = role }));
        db.TrainingCourses.Add(course);
        audit.Record(actor, Reason.None, new CourseOpened
        {
            Course = course.Facts,
            Roles = [.. course.Roles.Select(r => r.Role).Order()],
            Months = course.Months,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : course.Id;
    }

    private Refusal? Check(OpenCourseRequest request) =>
        string.IsNullOrWhiteSpace(request.Name) || request.Name.Trim().Length > MostName || string.IsNullOrWhiteSpace(request.About) || request.About.Trim().Length > MostAbout ? TrainingRefusals.CourseIncomplete
        : request.Roles.Count == 0 || !request.Roles.All(RaRoles.NeedsTraining) ? TrainingRefusals.RolesMissing
        : request.Months < 1 || request.Months > policy.TrainingMonths ? TrainingRefusals.MonthsWrong(policy.TrainingMonths)
        : null;
}
